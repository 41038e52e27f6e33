import { makeKey } from '../../../src/accounts/api-key.ts';
import { rotateSecret } from '../../../src/accounts/rotate-secret.ts';
import { SCOPES } from '../../../src/accounts/scopes.ts';
import type { Environment } from '../../../src/store/schema.ts';
import type { View } from './account-rows.ts';
import type { OperationFacts } from './operation-facts.ts';
import { issue, type Place, type World } from './world.ts';

/** What a request must be answered with. */
export interface Outcome {
  status: number;
  code?: string | undefined;
  challenge?: string;
  /** What is named as being at fault. */
  pointer?: string;
}

/** A credential as it is sent, and what it is good for: nothing when it opens no door. */
export interface Presented {
  authorization: string | undefined;
  view?: View;
}

/** Where a key is made for a request: the place that the request is about, and the other places there are. */
interface Surroundings {
  world: World;
  facts: OperationFacts;
  /** The environment in which the operation is at home. */
  home: Environment;
}

/** One column of the matrix: who calls, about whose things, and what must come of it. */
export interface Credential {
  /** The environment of the things that the request names; that in which the operation is at home, unless it says otherwise. */
  about?: Environment;
  present(surroundings: Surroundings): Promise<Presented>;
  outcome(facts: OperationFacts): Outcome;
}

const INVALID = { status: 401, code: 'invalid_credentials', challenge: 'Bearer error="invalid_token"' };
const OUTSIDE = ['192.0.2.0/24', '2001:db8::/32'];

/** Every kind of credential there is. */
export const CREDENTIALS: Record<string, Credential> = {
  'no credential': {
    present: async () => ({ authorization: undefined }),
    outcome: () => ({ status: 401, code: 'missing_credentials', challenge: 'Bearer' }),
  },
  'another scheme': {
    present: async (at) => ({ authorization: `Basic ${Buffer.from(`key:${await rightKey(at)}`).toString('base64')}` }),
    outcome: () => ({ status: 401, code: 'invalid_credentials', challenge: 'Bearer' }),
  },
  'a malformed token': refused(async (at) => `${await rightKey(at)} twice`),
  'a wrong checksum': refused(async (at) => (await rightKey(at)).replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))),
  'an unknown key': refused(async ({ home }) => makeKey(home).key),
  'a revoked key': refused(async ({ world, home }) => {
    const { key, id } = await issue(world.store, world.own[home]);
    await world.store.keys.revokeById(id);
    return key;
  }),
  'a secret that was rotated away': refused(async ({ world, home }) => {
    const { scope } = world.own[home];
    const { key, id } = await issue(world.store, world.own[home]);
    await rotateSecret(world.store, scope, id, { overlapSeconds: 0, now: new Date() });
    return key;
  }),
  'an expired key': refused(async ({ world, home }) => (await issue(world.store, world.own[home], { expiresAt: new Date(Date.now() - 1) })).key),
  'a key of another account': {
    present: ({ world, home }) => whole(world, world.stranger[home]),
    outcome: (facts) => foreign(facts, { isBound: false }),
  },
  'a key of another project': {
    present: ({ world, home }) => bound(world, world.own[home], world.own[home].otherProject, SCOPES),
    outcome: (facts) => foreign(facts, { isBound: true }),
  },
  'a sandbox key on live ids': {
    about: 'live',
    present: ({ world }) => whole(world, world.own.sandbox),
    outcome: (facts) => foreign(facts, { isBound: false }),
  },
  'a live key on sandbox ids': {
    about: 'sandbox',
    present: ({ world }) => whole(world, world.own.live),
    outcome: (facts) => (facts.isForSandbox ? { status: 403, code: 'sandbox_only' } : foreign(facts, { isBound: false })),
  },
  'a key that does not work from here': {
    present: async ({ world, home }) => bearer((await issue(world.store, world.own[home], { allowedAddresses: OUTSIDE })).key),
    outcome: () => ({ status: 403, code: 'address_not_allowed' }),
  },
  'a key with every scope but those it takes': {
    present: async ({ world, home, facts }) => bearer((await issue(world.store, world.own[home], { scopes: SCOPES.filter((scope) => !facts.scopes.includes(scope)) })).key),
    outcome: ({ scopes }) => ({ status: 403, code: 'insufficient_scope', challenge: `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"` }),
  },
  'the right key': {
    present: ({ world, home, facts }) => whole(world, world.own[home], [...facts.scopes, ...facts.alsoReads]),
    outcome: ({ success }) => ({ status: success }),
  },
  'the right key of the project': {
    present: ({ world, home, facts }) => bound(world, world.own[home], world.own[home].project, [...facts.scopes, ...facts.alsoReads]),
    outcome: (facts) => (facts.isForAccount ? ACCOUNT_KEY_REQUIRED : { status: facts.success }),
  },
};

const ACCOUNT_KEY_REQUIRED = { status: 403, code: 'account_key_required' };

/** What a good key hears that is used on things that it does not see. */
function foreign(facts: OperationFacts, { isBound }: { isBound: boolean }): Outcome {
  if (isBound && facts.isForAccount) return ACCOUNT_KEY_REQUIRED;
  if (facts.names === 'by path') return { status: 404, code: facts.notFound };
  if (facts.names === 'nothing') return { status: facts.success };
  // Whoever is bound to a project is told that no key leaves it, and not whether there are others.
  const refusal = isBound && facts.grants ? { status: 403, code: 'grant_exceeded' } : { status: 422, code: 'validation_failed' };
  return { ...refusal, pointer: '/project_id' };
}

function refused(token: (at: Surroundings) => Promise<string>): Credential {
  return { present: async (at) => bearer(await token(at)), outcome: () => INVALID };
}

async function rightKey({ world, home }: Surroundings): Promise<string> {
  return (await issue(world.store, world.own[home])).key;
}

async function whole(world: World, place: Place, scopes: readonly string[] = SCOPES): Promise<Presented> {
  return { ...bearer((await issue(world.store, place, { scopes })).key), view: { place, projectId: null } };
}

async function bound(world: World, place: Place, projectId: string, scopes: readonly string[]): Promise<Presented> {
  return { ...bearer((await issue(world.store, place, { projectId, scopes })).key), view: { place, projectId } };
}

function bearer(token: string): Presented {
  return { authorization: `Bearer ${token}` };
}
