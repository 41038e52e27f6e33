import type { Random } from './random.ts';
import { knownThing, unknownId } from './targets.ts';
import type { Kind, Thing, World } from './world.ts';

// What a body means is in the descriptions of the contract and in no keyword: here it is in code, for the properties
// whose values have to fit more than their schemas.

type Body = Record<string, unknown>;

/** Networks as they may be written; the longest has 49 characters. */
const NETWORKS = [
  '192.0.2.7',
  '10.0.0.0/8',
  '0.0.0.0/0',
  '255.255.255.255/32',
  '::',
  '::/0',
  '2001:db8::/32',
  '2001:DB8:0:0:1:0:0:1',
  'fe80::1/128',
  '::1',
  '64:ff9b::192.0.2.33',
  'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128',
];
const NO_NETWORKS = [
  '192.0.2.7/33',
  '010.0.0.1',
  '::ffff:192.0.2.7',
  'fe80::1%eth0',
  '192.0.2.1/24',
  '2001:db8::1/32',
  '10.0.0',
  '10.0.0.1/',
  '10.0.0.1/08',
  'x:',
  '1.2.3.4 ',
  '٣.0.0.1',
  '😀😀',
];
const PAST = ['2020-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999+23:59', '2016-12-31T23:59:60Z'];
/** Where webhooks may be; the longest has 2,000 characters. */
const HOOKS = [
  'https://hooks.example.com/',
  'https://EXAMPLE.com',
  'https://example.com:80/a/b;c=1?q=%20&x=a+b#top',
  'https://xn--bcher-kva.example:443/%F0%9F%94%91',
  'https://[2606:4700::1111]/',
  'https://1.1.1.1/',
  `https://example.com/${'p'.repeat(1_980)}`,
];
const NO_HOOKS = [
  'http://hooks.example.com/',
  'https://user@hooks.example.com/',
  'https://hooks.example.com:8443/',
  'https://localhost/',
  'https://LOCALHOST./',
  'http://127.0.0.1/',
  'https://10.0.0.1/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:1.1.1.1]/',
  'https://169.254.169.254/latest/meta-data/',
];
/** What has a config that is of one type only, and the properties of that. */
const OF_TYPE: Record<string, string> = { url: 'processor', capacity_gib: 'storage', max_attempts: 'queue' };

/** Gives what must fit more than its schema a value that does; everything else stays. */
export function fitted(body: Body, world: World, target: Thing | undefined, random: Random): Body {
  const fit = { ...body };
  if (Array.isArray(fit['allowed_addresses']))
    fit['allowed_addresses'] = fit['allowed_addresses'].map((_, index) => NETWORKS[index] ?? `10.${index}.0.0/16`);
  // The years are leap years, so that the 29th of February stays a day; leap seconds are announced half a year before.
  if (typeof fit['expires_at'] === 'string')
    fit['expires_at'] = fit['expires_at'].replace(/^\d{4}/, () => random.pick(['2096', '2396', '9996'])).replace(':60', ':59');
  if (typeof fit['project_id'] === 'string') {
    const project = knownThing(world, 'projects', random);
    if (project) fit['project_id'] = project.id;
    else delete fit['project_id'];
  }
  if (typeof fit['url'] === 'string') fit['url'] = random.pick(HOOKS);
  if (fit['kind'] === 'run') fit['resource_id'] = runnable(world, true, random)?.id ?? 'res_0';
  if (target && isConfig(fit['config'])) {
    fit['config'] = Object.fromEntries(
      Object.entries(fit['config']).filter(([name]) => (OF_TYPE[name] ?? target.shown['type']) === target.shown['type']),
    );
  }
  return fit;
}

/** A body that fits its schema and nothing else, and what is told of it. */
export interface Unfit {
  body: Body;
  pointer: string;
  code: string;
}

/** The ways in which a body can fit its schema and still be refused. */
export function unfit(
  body: Body,
  names: ReadonlySet<string>,
  world: World,
  target: Thing | undefined,
  unknown: readonly string[],
  random: Random,
): Unfit[] {
  const ways: Unfit[] = [];
  if (names.has('allowed_addresses'))
    ways.push({ body: { ...body, allowed_addresses: [random.pick(NO_NETWORKS), '10.0.0.0/8'] }, pointer: '/allowed_addresses/0', code: 'network' });
  if (names.has('expires_at')) ways.push({ body: { ...body, expires_at: random.pick(PAST) }, pointer: '/expires_at', code: 'future' });
  const noId = (kind: Kind) => [...unknownId(world, kind, unknown, random)].slice(0, 100).join('').replaceAll('\0', '?');
  if (names.has('project_id') && body['kind'] !== 'run') {
    const id = noId('projects');
    ways.push({ body: { ...body, project_id: id }, pointer: '/project_id', code: 'project_not_found' });
  }
  if (names.has('url')) ways.push({ body: { ...body, url: random.pick(NO_HOOKS) }, pointer: '/url', code: 'url_not_allowed' });
  if (body['kind'] === 'run') {
    ways.push({ body: { ...body, resource_id: noId('resources') }, pointer: '/resource_id', code: 'resource_not_found' });
    const other = runnable(world, false, random);
    if (other) ways.push({ body: { ...body, resource_id: other.id }, pointer: '/resource_id', code: 'not_runnable' });
  }
  if (names.has('config') && !names.has('type') && target) {
    const [name] = random.pick(
      Object.entries({ url: 'https://example.com', capacity_gib: 7, max_attempts: 3 }).filter(([one]) => OF_TYPE[one] !== target.shown['type']),
    );
    const value = { url: 'https://example.com', capacity_gib: 7, max_attempts: 3 }[name];
    ways.push({ body: { ...body, config: { timeout: 30, [name]: value } }, pointer: `/config/${name}`, code: 'additionalProperties' });
  }
  return ways;
}

/** A resource that a job can run, or one that none can. */
function runnable({ things }: World, isRunnable: boolean, random: Random): Thing | undefined {
  const found = [...things.resources.values()].filter(({ shown }) => (shown['type'] === 'processor' && shown['status'] === 'active') === isRunnable);
  return found.length === 0 ? undefined : random.pick(found);
}

function isConfig(value: unknown): value is Body {
  return typeof value === 'object' && value !== null;
}
