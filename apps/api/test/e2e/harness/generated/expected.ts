import { conflictOf } from './conflicts.ts';
import { kindsOf, oneOf, referenceTo, type Kind } from './kinds.ts';
import type { Operation } from './published.ts';
import type { PlacedFault } from './request.ts';
import { successOf } from './request.ts';
import { isRunnable } from './runnable.ts';
import type { Thing, World } from './world.ts';

/** What a request has to be answered, and why. */
export interface Expected {
  status: number;
  code: string | undefined;
  what: string;
  faults: PlacedFault[];
}

interface Sent {
  ids: readonly string[];
  body: Record<string, unknown> | undefined;
  /** Whether the condition of its header is met; undefined without one. */
  meets: boolean | undefined;
}

/** What a request that fits its schemas is answered, and why that may be a refusal. */
export function expected(operation: Operation, world: World, { ids, body, meets }: Sent): Expected {
  const { id, method } = operation;
  if (id === 'resetSandbox' && world.environment === 'live') return { status: 403, code: 'sandbox_only', faults: [], what: 'with a live key' };
  if (id === 'getCurrentUser' && !world.things.users.has(world.userId))
    return { status: 404, code: 'user_not_found', faults: [], what: 'with the key of a user who was deleted' };
  const inTheWay = obstacle(operation, world, ids);
  if (inTheWay) return inTheWay;
  if (body?.['environment'] !== undefined && body['environment'] !== world.environment)
    return refused(403, 'grant_exceeded', '/environment', 'beyond_maker', 'for a key of the other environment');
  if (body?.['resource_id'] !== undefined && !isRunnable(world.things.resources.get(String(body['resource_id']))))
    return refused(422, 'validation_failed', '/resource_id', 'resource_not_found', 'where there is no processor that could be run');
  if (method === 'GET' && meets === true) return { status: 304, code: undefined, faults: [], what: 'for what the caller has' };
  if (method !== 'GET' && meets === false) return { status: 412, code: 'precondition_failed', faults: [], what: 'for what it was once' };
  if (isTaken(body?.['email'], world, ids)) return refused(409, 'email_taken', '/email', 'email_taken', 'with the address of somebody else');
  return { status: successOf(operation), code: undefined, faults: [], what: 'that is right' };
}

/** What keeps a request from its object: there is none, from the outside in, or it is in no state for it. */
function obstacle(operation: Operation, world: World, ids: readonly string[]): Expected | undefined {
  const kinds = kindsOf(operation);
  // An id that nothing can have is seen before anybody looks for the others.
  const impossible = kinds.find((_, index) => ids[index]?.includes('\0'));
  if (impossible) return missing(impossible);

  const found: { kind: Kind; thing: Thing }[] = [];
  for (const [index, kind] of kinds.entries()) {
    const thing = world.things[kind].get(ids[index] ?? '');
    const isElsewhere = kinds.slice(0, index).some((around, place) => thing?.shown[referenceTo(around)] !== ids[place]);
    if (!thing || isElsewhere) return missing(kind);
    found.push({ kind, thing });
  }
  const code = conflictOf(operation, world, found);
  return code === undefined ? undefined : { status: 409, code, faults: [], what: 'for what is not in a state for it' };
}

function missing(kind: Kind): Expected {
  return { status: 404, code: `${oneOf(kind)}_not_found`, faults: [], what: 'about what there is not' };
}

function refused(status: number, code: string, pointer: string, fault: string, what: string): Expected {
  return { status, code, faults: [{ in: 'body', pointer, code: fault }], what };
}

function isTaken(email: unknown, { things }: World, ids: readonly string[]): boolean {
  if (typeof email !== 'string') return false;
  return [...things.users.values()].some(({ id, shown }) => !ids.includes(id) && String(shown['email']).toLowerCase() === email.toLowerCase());
}
