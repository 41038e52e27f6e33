import type { OperationEntry } from '@plumbline/server';
import type { Store } from '../../../src/store/store.ts';
import { anotherValue, propertiesOf } from './another-value.ts';
import { bodySchema } from './nodes.ts';
import { prepare, type PreparedRequest } from './operation-requests.ts';
import type { Answer, Sent } from './send.ts';
import { ALL_OPERATIONS, VERSIONS, type OperationId, type Version } from './versions.ts';
import type { Place } from './world.ts';

const entryOf = ({ contract }: Version, operationId: OperationId): OperationEntry => contract.operations[operationId];

/** The operations whose answers are kept, of every version. */
export const REPEATABLE = ALL_OPERATIONS.filter(({ version, operationId }) => entryOf(version, operationId).idempotency !== null);

/** Those whose answer holds a secret. */
export const SEALED = REPEATABLE.filter(({ version, operationId }) => entryOf(version, operationId).idempotency?.sealed);

/** The names of the operations, each once. */
export const REPEATABLE_IDS = [...new Set(REPEATABLE.map(({ operationId }) => operationId))];

/** What is sent with an idempotency key. */
export function keyed(idempotencyKey: string, key: string, { json }: { json: object | undefined }): Sent {
  return { key, headers: { 'idempotency-key': idempotencyKey }, ...(json && { json }) };
}

/** An answer without what is the present request's own: its id, the date, and what is left of its limits. */
export function lasting({ status, text, headers }: Answer): object {
  const own = Object.entries(headers).filter(([name]) => name !== 'x-request-id' && name !== 'date' && name !== 'idempotent-replayed' && !name.includes('ratelimit'));
  return { status, text, headers: Object.fromEntries(own) };
}

/**
 * Requests of the same operation that are others: with another body, for another object where the path names one, and
 * in every other version. Each is in order by itself.
 */
export async function otherRequests(version: Version, operationId: OperationId, request: PreparedRequest, place: Place, store: Store): Promise<PreparedRequest[]> {
  const { contract } = version;
  const like = (change: Partial<PreparedRequest>): PreparedRequest => ({ ...request, ...change });
  const json = (request.json ?? {}) as Record<string, unknown>;
  const { properties } = propertiesOf(contract, bodySchema(contract, operationId), json);
  const changed = Object.keys(json).map((name) => [name, anotherValue(contract, name, properties[name], json[name])] as const);
  const bodies = changed.filter(([, value]) => value !== undefined).map(([name, value]) => like({ json: { ...json, [name]: value } }));
  const objects = request.ids.length > 0 ? [{ ...(await prepare(version, operationId, place, store)), json: request.json }] : [];
  const versions = VERSIONS.filter((other) => other !== version).map((other) => like({ path: request.path.replace(contract.basePath, other.contract.basePath) }));
  return [...bodies, ...objects, ...versions];
}
