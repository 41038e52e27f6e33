import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { allows, worksFrom, type KeyPowers } from './harness/key-uses.ts';
import { issue, newWorld, type Place } from './harness/world.ts';

const database = testDatabase();

/** A key's project is one of the place's, or none. */
type Project = 'project' | 'otherProject' | null;
interface Grant {
  project: Project;
  scopes: string[];
  allowedAddresses: string[];
  expiresAt: Date | null;
}
/** One request; `by` and `of` count the keys that are held and those that are there. */
interface Step {
  act: 'create' | 'update' | 'rotate';
  by: number;
  of: number;
  ofNew: { project?: Project | undefined; environment?: string | undefined };
  wanted: object;
}
interface Probe {
  path: string;
  from: string;
}

const SCOPES = ['keys:write', 'projects:read', 'resources:read', 'users:read'];
const NETWORKS = ['0.0.0.0/0', '10.0.0.0/31', '10.0.0.0', '10.0.0.1/32', '10.0.0.2', '2001:db8::/32', '2001:db8::/33', '::/0'];
const ADDRESSES = ['10.0.0.0', '10.0.0.1', '10.0.0.2', '192.0.2.7', '2001:db8::1', '2001:db8:8000::1', '2001:db9::1'];
const DAYS = [1, 2, 3].map((days) => new Date(Date.now() + days * 86_400_000));
const PROBES = ['/v1/projects/{project}', '/v1/projects/{otherProject}', '/v1/resources', '/v2/users'];

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const project = fc.constantFrom<Project[]>('project', 'otherProject', null);
const networks = fc.subarray(NETWORKS, { maxLength: 2 });
const expiry = fc.option(fc.constantFrom(...DAYS));
const grant: fc.Arbitrary<Grant> = fc.record({ project, scopes: fc.subarray(SCOPES), allowedAddresses: networks, expiresAt: expiry });
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('create', 'update', 'rotate'),
  by: fc.nat(9),
  of: fc.nat(9),
  ofNew: fc.record({ project: maybe(project), environment: maybe(fc.constantFrom('live', 'live', 'sandbox')) }),
  wanted: fc.record({ scopes: maybe(fc.subarray(SCOPES)), allowed_addresses: maybe(networks), expires_at: maybe(expiry) }),
});
const probe: fc.Arbitrary<Probe> = fc.record({ path: fc.constantFrom(...PROBES), from: fc.constantFrom(...ADDRESSES) });

it('whatever is sent with a key and with what comes of it, nothing comes of it that can do more', async () => {
  await using api = await startApi(database(), { trustsProxy: (address) => address === '127.0.0.1' });
  const { store, own: { live: place } } = await newWorld(database().db);
  const uses = usesOf(place);
  const seen = new Set<string>();
  const make = ({ project: name, ...rest }: Grant) => issue(store, place, { ...rest, projectId: name && place[name] });
  const powersOf = async (id: string): Promise<KeyPowers> => (await store.keys.find(place.scope, id)) ?? Promise.reject(new Error(`Nobody has revoked ${id}.`));

  const scenario = fc.asyncProperty(grant, fc.array(grant, { maxLength: 2 }), fc.array(step, { minLength: 1, maxLength: 6 }), fc.array(probe, { minLength: 1, maxLength: 3 }), async (begin, others, steps, probes) => {
    const beginning = { ...begin, scopes: [...new Set(['keys:write', ...begin.scopes])] };
    const [first, twin] = [await make(beginning), await make(beginning)];
    const held = new Map([[first.id, first.key]]);
    const before = new Map<string, KeyPowers>();
    for (const other of others) {
      const { id } = await make(other);
      before.set(id, await powersOf(id));
    }

    const ids = new Set([first.id, ...before.keys()]);
    for (const one of steps) {
      const by = [...held.keys()][one.by % held.size] ?? first.id;
      const { allowed_addresses } = await powersOf(by);
      const from = ADDRESSES.find((address) => worksFrom({ allowed_addresses }, address)) ?? '';
      const { method, path, json } = requestOf(one, [...ids][one.of % ids.size] ?? first.id, place);
      const answer = await api.send(method, path, { key: held.get(by), headers: { 'x-forwarded-for': from }, json });
      seen.add(`${one.act} ${answer.status}`);
      const { id, secret } = answer.json as { id?: string; secret?: string };
      if (id !== undefined) ids.add(id);
      if (id !== undefined && secret !== undefined) held.set(id, secret);
    }

    const may = await powersOf(twin.id);
    for (const id of ids) {
      const [now, was] = [await powersOf(id), held.has(id) ? undefined : before.get(id)];
      expect(uses.filter((use) => allows(now, use) && !allows(may, use) && !(was && allows(was, use)))).toEqual([]);
    }
    for (const one of probes) {
      const answered = await Promise.all([twin.key, ...held.values()].map((key) => isAnswered(api, key, one, place)));
      expect(answered.slice(1).filter((isOpen) => isOpen && !answered[0])).toEqual([]);
    }
  });
  await fc.assert(scenario, { numRuns: 100 });

  // Else the property would hold because nothing ever happens.
  expect([...seen]).toEqual(expect.arrayContaining(['create 201', 'create 403', 'update 200', 'update 403', 'rotate 200', 'rotate 403']));
  expect(api.breaches).toEqual([]);
});

function requestOf({ act, wanted, ofNew: { project: name, environment } }: Step, target: string, place: Place) {
  const project_id = name === undefined ? {} : { project_id: name && place[name] };
  if (act === 'create') return { method: 'POST', path: '/v1/keys', json: { name: 'Made', environment, ...project_id, ...wanted } };
  if (act === 'update') return { method: 'PATCH', path: `/v2/keys/${target}`, json: { name: 'Changed', ...wanted } };
  return { method: 'POST', path: `/v1/keys/${target}/rotate`, json: undefined };
}

async function isAnswered(api: ApiServer, key: string, { path, from }: Probe, { project: one, otherProject: other }: Place): Promise<boolean> {
  const target = path.replace('{project}', one).replace('{otherProject}', other);
  return (await api.send('GET', target, { key, headers: { 'x-forwarded-for': from } })).status === 200;
}

/** Everything that a key could be used for, of all that makes a difference. */
function usesOf({ project: one, otherProject: other }: Place) {
  const moments = [...DAYS, new Date('2099-01-01')].map((day) => new Date(day.getTime() - 1));
  return (['live', 'sandbox'] as const).flatMap((environment) =>
    [one, other, 'prj_elsewhere'].flatMap((projectId) => SCOPES.flatMap((scope) => ADDRESSES.flatMap((from) => moments.map((at) => ({ environment, projectId, scope, from, at }))))),
  );
}
