import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createNote, coreAt, getNote, NoteNotFoundError, updateNote } from '../../test/operations.ts';
import { after, error, half, hang, json, reset, serve, type Step } from '../../test/scripted-server.ts';
import type { ClientOptions } from './client-options.ts';
import type { Operation } from './operation.ts';

const NOTE = { id: 'note_1' };
const ok = json(200, NOTE);
const input = { path: ['note_1'], body: { text: 'a' } };
const asked = (operation: Operation) => (operation.method === 'GET' ? { path: ['note_1'] } : input);

// Without jitter: what is tested is when there is another attempt, and retry.test.ts looks at the waits.
vi.spyOn(Math, 'random').mockReturnValue(0);

describe('a call is sent again', () => {
  it.each<[string, Operation, Step]>([
    ['a GET after a reset', getNote, reset],
    ['a GET after half an answer', getNote, half],
    ['a GET after an answer that is no JSON', getNote, (response) => void response.end('{')],
    ['a GET after a 500', getNote, error(500, 'internal_error')],
    ['a GET after a proxy’s 502', getNote, (response) => void response.writeHead(502).end('<html>')],
    ['a POST with a key after a reset', createNote, reset],
    ['a POST with a key after a 500', createNote, error(500, 'internal_error')],
    ['a PATCH after a 408', updateNote, error(408, 'request_timeout')],
    ['a PATCH after a 429', updateNote, error(429, 'rate_limit_exceeded')],
    ['a PATCH after a 503', updateNote, error(503, 'service_unavailable')],
    ['a PATCH after a code that the catalogue calls retryable', updateNote, error(409, 'in_progress')],
  ])('%s', async (_what, operation, step) => {
    await using server = await serve(step, step, ok);

    expect(await coreAt(server.url).call(operation, asked(operation))).toEqual(NOTE);
    expect(server.received).toHaveLength(3);
  });
});

describe('a call is not sent again', () => {
  it.each<[string, Operation, Step, string]>([
    ['a PATCH after a reset, since it may have been carried out', updateNote, reset, 'ConnectionError'],
    ['a PATCH after a 500, since half of it may have been', updateNote, error(500, 'internal_error'), 'ApiError'],
    ['a PATCH after a 504', updateNote, error(504, ''), 'ApiError'],
    ['a GET after a 404', getNote, error(404, 'note_not_found'), 'NoteNotFoundError'],
    ['a GET after another conflict', getNote, error(409, 'email_taken'), 'ConflictError'],
  ])('%s', async (_what, operation, step, name) => {
    await using server = await serve(step, ok);

    await expect(coreAt(server.url).call(operation, asked(operation))).rejects.toMatchObject({ name, attempts: 1 });
    expect(server.received).toHaveLength(1);
  });

  it('more often than the caller wants', async () => {
    await using server = await serve(reset);
    const core = coreAt(server.url, { retries: 1 });

    await expect(core.call(getNote, asked(getNote))).rejects.toMatchObject({ attempts: 2 });
    await expect(core.call(getNote, asked(getNote), { retries: 0 })).rejects.toMatchObject({ attempts: 1 });
    await expect(core.call(getNote, asked(getNote), { retries: 3 })).rejects.toMatchObject({ attempts: 4 });
    expect(server.received).toHaveLength(7);
  });
});

describe('one key for all attempts', () => {
  it('is made up, and another one for another call', async () => {
    await using server = await serve(reset, error(503, 'service_unavailable'), ok);
    const core = coreAt(server.url);

    await core.call(createNote, input);
    await core.call(createNote, input);

    const [first, second, third, other] = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect([second, third]).toEqual([first, first]);
    expect(other).not.toBe(first);
  });

  it('is the caller’s, when there is one', async () => {
    await using server = await serve(reset, ok);

    await coreAt(server.url).call(createNote, input, { idempotencyKey: 'mine' });

    expect(server.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['mine', 'mine']);
  });

  it('is not sent where the contract does not have it', async () => {
    await using server = await serve(ok);

    await coreAt(server.url).call(updateNote, input);

    expect(server.received[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('has one effect when the answer was lost', async () => {
    const made = new Map<string, object>();
    const make: Step = (response, { headers }) => {
      const key = headers['idempotency-key'] ?? '';
      const isNew = !made.has(key);
      made.set(key, NOTE);
      return isNew ? reset(response, { method: '', path: '', headers: {}, body: '' }) : ok(response, { method: '', path: '', headers: {}, body: '' });
    };
    await using server = await serve(make);

    expect(await coreAt(server.url).call(createNote, input)).toEqual(NOTE);
    expect([made.size, server.received.length]).toEqual([1, 2]);
  });
});

describe('time', () => {
  it.each<[string, ClientOptions, Step, number]>([
    ['no answer in time', { timeout: 30 }, hang, 3],
    ['half an answer in time', { timeout: 30 }, (response) => void response.writeHead(200, { 'Content-Length': '100' }).write('{'), 3],
    ['no answer within maxTime', { maxTime: 30 }, hang, 1],
  ])('%s is a TimeoutError', async (_what, options, step, attempts) => {
    await using server = await serve(step);

    await expect(coreAt(server.url, options).call(getNote, asked(getNote))).rejects.toMatchObject({ name: 'TimeoutError', operation: 'getNote', attempts });
  });

  it('begins anew with each attempt', async () => {
    await using server = await serve(hang, hang, ok);

    expect(await coreAt(server.url, { timeout: 100 }).call(getNote, asked(getNote))).toEqual(NOTE);
  });

  it('gives the last error at once when the next attempt would come too late', async () => {
    await using server = await serve(error(503, 'service_unavailable', { 'Retry-After': '2' }), ok);

    await expect(coreAt(server.url, { maxTime: 1500 }).call(getNote, asked(getNote))).rejects.toMatchObject({ status: 503, attempts: 1 });
  });

  it('waits as long as Retry-After asks for', async () => {
    await using server = await serve(error(503, 'service_unavailable', { 'Retry-After': '1' }), ok);
    const delays: number[] = [];

    await coreAt(server.url, { hooks: { onRetry: ({ delay }) => void delays.push(delay) } }).call(getNote, asked(getNote));

    expect(delays).toEqual([1000]);
  });
});

describe('a signal', () => {
  const reason = new Error('enough');

  it.each<[string, Step, ClientOptions, number]>([
    ['while an answer is waited for', hang, {}, 1],
    ['while an answer is read', (response) => void response.writeHead(200, { 'Content-Length': '100' }).write('{'), {}, 1],
    ['while another attempt is waited for', error(503, 'service_unavailable', { 'Retry-After': '60' }), {}, 1],
  ])('ends a call %s', async (_when, step, options, attempts) => {
    await using server = await serve(step);
    const controller = new AbortController();
    const call = coreAt(server.url, options).call(getNote, asked(getNote), { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);

    const ended = Promise.race([call, sleep(5000, 'It goes on.', { ref: false })]);
    await expect(ended).rejects.toMatchObject({ name: 'AbortError', operation: 'getNote', attempts, cause: reason });
  });

  it('that was aborted before lets nothing be sent', async () => {
    await using server = await serve(ok);

    await expect(coreAt(server.url).call(getNote, asked(getNote), { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({ name: 'AbortError', attempts: 0, cause: reason });
    expect(server.received).toEqual([]);
  });

  it('changes nothing when it comes too late', async () => {
    await using server = await serve(error(404, 'note_not_found'));
    const controller = new AbortController();
    const call = coreAt(server.url).call(getNote, asked(getNote), { signal: controller.signal });

    await expect(call).rejects.toThrow(NoteNotFoundError);
    controller.abort();
  });
});

describe('an error without an answer', () => {
  it('says what happened, where, and why', async () => {
    const server = await serve(ok);
    await server[Symbol.asyncDispose]();
    const call = coreAt(server.url, { retries: 0 }).call(getNote, asked(getNote));

    await expect(call).rejects.toMatchObject({ name: 'ConnectionError', message: 'No whole answer: ECONNREFUSED (getNote, sent 1 times)', retryable: true });
    await expect(call).rejects.toHaveProperty('cause');
  });
});

describe('credentials', () => {
  it('are asked for with each attempt', async () => {
    await using server = await serve(reset, ok);
    let count = 0;

    await coreAt(server.url, { accessToken: async () => `token_${(count += 1)}` }).call(getNote, asked(getNote));

    expect(server.received.map(({ headers }) => headers['authorization'])).toEqual(['Bearer token_1', 'Bearer token_2']);
  });

  it('are the caller’s, when it sends some', async () => {
    await using server = await serve(ok);

    await coreAt(server.url).call(getNote, asked(getNote), { headers: { authorization: 'Bearer other' } });

    expect(server.received[0]?.headers['authorization']).toBe('Bearer other');
  });

  it('that cannot be got end the call with what the caller threw', async () => {
    await using server = await serve(ok);
    const core = coreAt(server.url, { accessToken: () => Promise.reject(new RangeError('no token')) });

    await expect(core.call(getNote, asked(getNote))).rejects.toThrow(RangeError);
    expect(server.received).toEqual([]);
  });
});

it('does not hold a call for slow that was answered late, but in time', async () => {
  await using server = await serve(after(100, ok));

  expect(await coreAt(server.url, { timeout: 2000 }).call(getNote, asked(getNote))).toEqual(NOTE);
});
