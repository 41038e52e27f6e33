import { expect, it, vi } from 'vitest';
import { coreAt, createNote, getNote, httpAt } from '../../test/operations.ts';
import { error, json, serve } from '../../test/scripted-server.ts';
import { ApiError } from './api-error.ts';
import type { Hooks } from './hooks.ts';
import type { Logger, LogLevel } from './log.ts';

vi.spyOn(Math, 'random').mockReturnValue(0);

const note = json(200, { id: 'note_1' });
const input = { path: ['note_1'] };

/** A logger that keeps its lines. */
function logger() {
  const lines: string[] = [];
  const to = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, logger: { error: to('error'), warn: to('warn'), info: to('info'), debug: to('debug') } satisfies Logger };
}

function fail(): never {
  throw new RangeError('oops');
}

it('hooks are told of each attempt, its answer and the next', async () => {
  await using server = await serve(error(503, 'service_unavailable'), note);
  const told: [string, object][] = [];
  const keep = (name: string) => (info: object) => void told.push([name, info]);
  const hooks: Hooks = { onRequest: keep('request'), onResponse: keep('response'), onRetry: keep('retry') };

  await coreAt(server.url, { hooks }).call(getNote, input);

  const at = (attempt: number) => ({ operation: 'getNote', method: 'GET', url: `${server.url}/v1/notes/note_1`, attempt });
  const answer = { headers: expect.any(Headers) as unknown, requestId: 'req_1', milliseconds: expect.any(Number) as unknown };
  expect(told).toEqual([
    ['request', at(1)],
    ['response', { ...at(1), ...answer, status: 503 }],
    ['retry', { ...at(1), delay: 0, error: expect.any(ApiError) as unknown }],
    ['request', at(2)],
    ['response', { ...at(2), ...answer, status: 200 }],
  ]);
});

it('a hook can add headers to an attempt', async () => {
  await using server = await serve(note);

  await coreAt(server.url, { hooks: { onRequest: ({ operation }) => ({ traceparent: `00-${operation}` }) } }).call(getNote, input);

  expect(server.received[0]?.headers['traceparent']).toBe('00-getNote');
});

it('a hook that throws is logged, and the call goes on', async () => {
  await using server = await serve(note);
  const { lines, logger: to } = logger();

  await coreAt(server.url, { hooks: { onResponse: fail }, logLevel: 'error', logger: to }).call(getNote, input);

  expect(lines).toEqual([expect.stringMatching(/^error onResponse threw RangeError: oops: operation=getNote /)]);
});

it.each<[LogLevel, string[]]>([
  ['off', []],
  ['error', []],
  ['warn', []],
  ['info', ['info onRetry']],
  ['debug', ['debug onRequest', 'debug onResponse', 'info onRetry', 'debug onRequest', 'debug onResponse']],
])('the level %s logs %j', async (logLevel, want) => {
  await using server = await serve(error(503, 'service_unavailable'), note);
  const { lines, logger: to } = logger();

  await coreAt(server.url, { logLevel, logger: to }).call(getNote, input);

  expect(lines.map((line) => line.split(':')[0])).toEqual(want);
});

it('no secret is logged, wherever it is', async () => {
  await using server = await serve(error(503, 'service_unavailable'), note);
  const { lines, logger: to } = logger();
  const core = coreAt(`${server.url}/sk_live_inThePath`, { apiKey: 'sk_test_theKey', logLevel: 'debug', logger: to, headers: { 'X-Secret': 'whsec_aGVhZGVy/+=' } });

  await core.call(createNote, { query: { secret: 'whsec_cXVlcnk' }, body: { secret: 'whsec_Ym9keQ' } }, { idempotencyKey: 'guess_me' });
  await coreAt(server.url, { accessToken: () => 'opaque', logLevel: 'debug', logger: to }).call(getNote, input);

  expect(lines.length).toBeGreaterThan(6);
  expect(lines.join('\n')).not.toMatch(/theKey|inThePath|aGVhZGVy|cXVlcnk|Ym9keQ|guess_me|opaque/);
});

it('an operation that will end is told of once', async () => {
  const headers = { Deprecation: '@1796083200', Sunset: 'Tue, 01 Jun 2027 00:00:00 GMT', Link: '</v2/notes/note_1>; rel="successor-version"' };
  await using server = await serve(json(200, {}, headers));
  const { lines, logger: to } = logger();
  const core = coreAt(server.url, { logger: to, logLevel: 'warn' });
  const http = httpAt(server.url, { logger: to, logLevel: 'warn' });

  await Promise.all([core.call(getNote, input), core.call(getNote, input)]);
  await core.call(createNote, { body: {} });
  await http.GET('/notes/{note_id}', { params: { path: { note_id: 'a' } } });
  await http.GET('/notes/{note_id}', { params: { path: { note_id: 'b' } } });

  const [first, ...others] = lines;
  expect(first).toMatch(/^warn Deprecated, ends on Tue, 01 Jun 2027 00:00:00 GMT; see <\/v2\/notes\/note_1>; rel="successor-version": operation=getNote /);
  expect(others).toEqual([expect.stringContaining('operation=createNote '), expect.stringContaining('operation=GET /notes/{note_id} ')]);
});

it.each([
  [{ Deprecation: '@1' }, 'Deprecated; see the documentation'],
  [{ Sunset: 'Tue, 01 Jun 2027 00:00:00 GMT' }, 'Deprecated, ends on Tue, 01 Jun 2027 00:00:00 GMT; see the documentation'],
])('the headers %j are told as %j', async (headers, want) => {
  await using server = await serve(json(200, {}, headers));
  const { lines, logger: to } = logger();

  await coreAt(server.url, { logger: to, logLevel: 'warn' }).call(getNote, input);

  expect(lines).toEqual([expect.stringContaining(want)]);
});
