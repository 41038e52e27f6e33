import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { contains } from './addresses.ts';
import { grantChange, grantKey, isWithin } from './grant.ts';
import type { Maker, WantedGrant } from './grant.ts';

/** A key of the account: what it allows, and whether the one who tries has its secret. */
interface Key {
  environment: 'live' | 'sandbox';
  project_id: string | null;
  scopes: string[];
  allowed_addresses: string[];
  expires_at: Date | null;
  isHeld: boolean;
}

type Step =
  | { act: 'create'; by: number; wanted: WantedGrant }
  | { act: 'update'; by: number; of: number; wanted: WantedGrant }
  | { act: 'rotate'; by: number; of: number };

// Small enough to try everything that a key could be used for.
const ENVIRONMENTS = ['live', 'sandbox'] as const;
const PROJECTS = ['prj_1', 'prj_2'];
const SCOPES = ['a', 'b'];
const NETWORKS = ['0.0.0.0/0', '10.0.0.0/31', '10.0.0.0/32', '10.0.0.1/32', '10.0.0.2', '2001:db8::/32'];
const ADDRESSES = ['10.0.0.0', '10.0.0.1', '10.0.0.2', '192.0.2.7', '2001:db8::1', '2001:db9::1'];
const TIMES = [1, 2, 3].map((day) => new Date(Date.UTC(2027, 0, day)));

const USES = ENVIRONMENTS.flatMap((environment) =>
  [...PROJECTS, 'prj_3'].flatMap((project) =>
    SCOPES.flatMap((scope) => ADDRESSES.flatMap((address) => [...TIMES, new Date('2099-01-01')].map((time) => ({ environment, project, scope, address, time })))),
  ),
);

function allows(key: Key, { environment, project, scope, address, time }: (typeof USES)[number]): boolean {
  return (
    key.environment === environment &&
    (key.project_id === null || key.project_id === project) &&
    key.scopes.includes(scope) &&
    (key.allowed_addresses.length === 0 || contains(key.allowed_addresses, address)) &&
    (key.expires_at === null || time < key.expires_at)
  );
}

function makerOf({ environment, project_id, scopes, allowed_addresses, expires_at }: Key): Maker {
  return { environment, projectId: project_id, scopes, allowedAddresses: allowed_addresses, expiresAt: expires_at };
}

/** What the handlers do with the answers of this room. */
function take(keys: readonly Key[], step: Step): Key[] {
  const by = keys[step.by % keys.length];
  if (!by?.isHeld) return [...keys];
  const maker = makerOf(by);

  if (step.act === 'create') {
    const { granted } = grantKey(maker, step.wanted);
    if (!granted) return [...keys];
    const { projectId = null, scopes, allowedAddresses = [], expiresAt = null } = granted;
    const made = { environment: by.environment, project_id: projectId, scopes: [...scopes], allowed_addresses: [...allowedAddresses], expires_at: expiresAt };
    return [...keys, { ...made, isHeld: true }];
  }

  const of = step.of % keys.length;
  return keys.map((key, at) => {
    if (at !== of || !isWithin(maker, key)) return key;
    if (step.act === 'rotate') return { ...key, isHeld: true };
    return { ...key, ...grantChange(maker, step.wanted).granted };
  });
}

const scopes = fc.subarray(SCOPES);
const networks = fc.subarray(NETWORKS, { maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const wanted: fc.Arbitrary<WantedGrant> = fc.record({
  environment: maybe(fc.constantFrom(...ENVIRONMENTS)),
  project_id: maybe(fc.constantFrom(...PROJECTS, null)),
  scopes: maybe(scopes),
  allowed_addresses: maybe(networks),
  expires_at: maybe(fc.option(fc.constantFrom(...TIMES).map((time) => time.toISOString()))),
});
const key: fc.Arbitrary<Key> = fc.record({
  environment: fc.constantFrom(...ENVIRONMENTS),
  project_id: fc.constantFrom(...PROJECTS, null),
  scopes,
  allowed_addresses: networks,
  expires_at: fc.option(fc.constantFrom(...TIMES)),
  isHeld: fc.constant(false),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant('create' as const), by: fc.nat(12), wanted }),
  fc.record({ act: fc.constant('update' as const), by: fc.nat(12), of: fc.nat(12), wanted }),
  fc.record({ act: fc.constant('rotate' as const), by: fc.nat(12), of: fc.nat(12) }),
);

it('no sequence of making, changing and rotating keys gives anyone more than the key that it began with', () => {
  fc.assert(
    fc.property(key, fc.array(key, { maxLength: 3 }), fc.array(step, { maxLength: 12 }), (first, others, steps) => {
      const begin: Key[] = [{ ...first, isHeld: true }, ...others];
      const end = steps.reduce<Key[]>((keys, next) => take(keys, next), begin);

      const may = new Set(USES.filter((use) => allows(first, use)));
      end.forEach((now, at) => {
        const before = begin[at];
        const gained = USES.filter((use) => allows(now, use) && !may.has(use) && (now.isHeld || !before || !allows(before, use)));
        expect(gained).toEqual([]);
      });
    }),
    { numRuns: 500 },
  );
});
