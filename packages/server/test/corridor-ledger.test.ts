import { describe, expect, it } from 'vitest';
import type { OperationEntry } from '../src/index.ts';
import { readEnvelope } from './error-envelope.ts';
import { generous, refusing } from './limiters.ts';
import { call, callerOf, notesServer, type NoteHandlers } from './notes-server.ts';
import { contract } from './notes/index.gen.ts';

type Request = NonNullable<Parameters<typeof call>[3]>;
type Given = NonNullable<Parameters<typeof notesServer>[0]>;

/** One way to a status: what is put into the seams, and how the request differs from a good one. */
interface Way {
  code: string;
  given?: Given;
  request?: Request;
  query?: string;
}

const operations = Object.entries<OperationEntry>(contract.operations);
const gone = new Error('gone');
const failing = (error: Error) => Object.fromEntries(operations.map(([id]) => [id, () => Promise.reject(error)])) as Partial<NoteHandlers>;

/** The ways to the statuses of the corridor, which know nothing of the operation. */
const WAYS: Record<string, Way[]> = {
  400: [{ code: 'invalid_parameter', query: '?no_such_parameter=1' }],
  401: [
    { code: 'missing_credentials', request: { as: null } },
    { code: 'invalid_credentials', request: { as: 'nobody' } },
  ],
  403: [{ code: 'insufficient_scope', given: { seams: { authenticate: async () => callerOf('x', { scopes: [] }) } } }],
  406: [{ code: 'not_acceptable', request: { headers: { accept: 'application/xml' } } }],
  412: [{ code: 'precondition_failed', request: { headers: { 'if-match': '"another"' } } }],
  413: [{ code: 'content_too_large', request: { body: `"${'a'.repeat(1024 * 1024)}"` } }],
  415: [{ code: 'unsupported_media_type', request: { headers: { 'content-type': 'text/plain' }, body: 'x' } }],
  422: [{ code: 'validation_failed', request: { body: '[]' } }],
  429: [
    { code: 'rate_limit_exceeded', given: { seams: { limiter: refusing(5000) } } },
    { code: 'too_many_failed_attempts', given: { seams: { limiter: refusing(5000) } }, request: { as: 'nobody' } },
  ],
  500: [{ code: 'internal_error', given: { handlers: failing(new Error('broken')) } }],
  503: [{ code: 'service_unavailable', given: { handlers: failing(gone), seams: { isUnavailable: (error) => error === gone } } }],
};

/** What only operations with a body can be led to, and only those that ask for a credential of the whole account. */
const WITH_BODY: Record<string, Way[]> = { 400: [{ code: 'malformed_json', request: { body: '{' } }] };
/** What only operations that keep answers can be led to. */
const REPEATABLE: Record<string, Way[]> = {
  409: [{ code: 'idempotency_in_progress', given: { seams: { repeat: async () => 'in_progress' } }, request: { headers: { 'idempotency-key': 'a' } } }],
  422: [{ code: 'idempotency_key_reused', given: { seams: { repeat: async () => 'other_request' } }, request: { headers: { 'idempotency-key': 'a' } } }],
};
const FOR_ACCOUNTS: Record<string, Way[]> = { 403: [{ code: 'account_key_required', request: { as: 'bound' } }] };

const waysTo = (status: string, { body, access, idempotency }: OperationEntry): Way[] =>
  [WAYS, body ? WITH_BODY : {}, idempotency ? REPEATABLE : {}, access === 'account' ? FOR_ACCOUNTS : {}].flatMap((ways) => ways[status] ?? []);

const ledger = operations.flatMap(([id, entry]) =>
  Object.keys(entry.answers).flatMap((status) =>
    waysTo(status, entry).map((way) => ({ id, entry, status: Number(status), code: way.code, way })),
  ),
);

describe('every operation of the contract', () => {
  it.each(ledger)('$id answers $status $code', async ({ entry, status, code, way }) => {
    const { given = {}, request = {}, query = '' } = way;
    await using server = await notesServer({ mode: 'production', ...given, seams: { limiter: generous, ...given.seams } });
    const path = contract.basePath + entry.path.replace('{note_id}', 'note_1') + query;
    const good: Request = entry.body ? { headers: { 'content-type': 'application/json' }, body: '{"title":"Milk"}' } : {};
    const answer = await call(server.url, entry.method.toUpperCase(), path, { ...good, ...request, headers: { ...good.headers, ...request.headers } });
    expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
    expect(readEnvelope({ headers: answer.headers, body: answer.text }).code).toBe(code);
    expect(['deprecation', 'sunset'].filter((name) => name in answer.headers)).toEqual(entry.deprecation ? ['deprecation', 'sunset'] : []);
    expect(server.breaches).toEqual([]);
  });

  it('was led to every status that the corridor can answer', () => {
    const corridor = new Set(Object.keys(WAYS));
    const declared = operations.flatMap(([id, { answers }]) => Object.keys(answers).map((status) => `${id} ${status}`));
    const led = new Set(ledger.map(({ id, status }) => `${id} ${status}`));
    expect(declared.filter((pair) => corridor.has(pair.split(' ')[1] ?? '') && !led.has(pair))).toEqual([]);
  });

  it('was led to every code that the contract declares for those statuses', () => {
    const declared = operations.flatMap(([id, { answers, body }]) =>
      Object.entries(answers).flatMap(([status, codes]) =>
        // An operation that reads no body cannot have a malformed one.
        codes.filter((code) => (WAYS[status] || REPEATABLE[status]?.some((way) => way.code === code)) && (body || code !== 'malformed_json')).map((code) => `${id} ${status} ${code}`),
      ),
    );
    expect(ledger.map(({ id, status, code }) => `${id} ${status} ${code}`).toSorted()).toEqual(declared.toSorted());
  });
});
