import { fittedUrl, unfitUrl } from './fit-urls.ts';
import type { Kind } from './kinds.ts';
import type { Random } from './random.ts';
import { isRunnable } from './runnable.ts';
import { knownThing, unknownId } from './targets.ts';
import type { Thing, World } from './world.ts';

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
  if (typeof fit['url'] === 'string') fit['url'] = fittedUrl(fit['url'], random);
  if (typeof fit['resource_id'] === 'string') {
    const processors = [...world.things.resources.values()].filter(isRunnable);
    if (processors.length > 0) fit['resource_id'] = random.pick(processors).id;
  }
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

interface Situation {
  body: Body;
  world: World;
  target: Thing | undefined;
  unknown: readonly string[];
  random: Random;
}

type Way = (situation: Situation) => Unfit | undefined;

/** The ways in which a body can fit its schema and still be refused, by the property that is to blame. */
const WAYS: Record<string, Way[]> = {
  allowed_addresses: [
    ({ body, random }) => ({ body: { ...body, allowed_addresses: [random.pick(NO_NETWORKS), '10.0.0.0/8'] }, pointer: '/allowed_addresses/0', code: 'network' }),
  ],
  expires_at: [({ body, random }) => ({ body: { ...body, expires_at: random.pick(PAST) }, pointer: '/expires_at', code: 'future' })],
  project_id: [
    (situation) => ({ body: { ...situation.body, project_id: unknownReference('projects', situation) }, pointer: '/project_id', code: 'project_not_found' }),
  ],
  url: [({ body, random }) => ({ body: { ...body, url: unfitUrl(random) }, pointer: '/url', code: 'url_not_allowed' })],
  resource_id: [
    (situation) => ({ body: { ...situation.body, resource_id: unknownReference('resources', situation) }, pointer: '/resource_id', code: 'resource_not_found' }),
    ({ body, world, random }) => {
      const others = [...world.things.resources.values()].filter((resource) => !isRunnable(resource));
      return others.length === 0 ? undefined : { body: { ...body, resource_id: random.pick(others).id }, pointer: '/resource_id', code: 'not_runnable' };
    },
  ],
  config: [
    ({ body, target, random }) => {
      if ('type' in body || !target) return undefined;
      const values = { url: 'https://example.com', capacity_gib: 7, max_attempts: 3 };
      const [name, value] = random.pick(Object.entries(values).filter(([one]) => OF_TYPE[one] !== target.shown['type']));
      return { body: { ...body, config: { timeout: 30, [name]: value } }, pointer: `/config/${name}`, code: 'additionalProperties' };
    },
  ],
};

/** Whether any of these properties can have a value that fits its schema and is refused. */
export function canBeUnfit(names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(WAYS, name));
}

/** The bodies of these properties that fit their schema and are refused, all made of one that is not. */
export function unfit(names: readonly string[], situation: Situation): Unfit[] {
  return names.flatMap((name) => (WAYS[name] ?? []).flatMap((way) => way(situation) ?? []));
}

function unknownReference(kind: Kind, { world, unknown, random }: Situation): string {
  return [...unknownId(world, kind, unknown, random)].slice(0, 100).join('').replaceAll('\0', '?');
}

function isConfig(value: unknown): value is Body {
  return typeof value === 'object' && value !== null;
}
