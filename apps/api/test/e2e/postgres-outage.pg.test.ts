import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { startPostgres } from '../postgres-server.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import type { Answer, Sent } from './harness/send.ts';

/** Requests of every kind, which go on without a pause, each kind on its own. */
const KINDS: Record<string, () => [method: string, path: string, sent?: Sent]> = {
  'a look': () => ['GET', '/v1/projects/prj_unknown'],
  'a list': () => ['GET', '/v1/projects'],
  'a list by cursor': () => ['GET', '/v2/projects?per_page=2'],
  'the log': () => ['GET', '/v1/logs'],
  'the usage': () => ['GET', '/v1/usage'],
  'a write': () => ['POST', '/v1/projects', { json: { name: 'kept or not' } }],
  'a write that may be repeated': () => ['POST', '/v1/projects', { json: { name: 'kept once' }, headers: { 'idempotency-key': randomUUID() } }],
  'a new key': () => ['POST', '/v1/keys', { json: { name: 'kept or not' } }],
};
/** What they answer when all is well. */
const WELL = new Set([200, 201, 404]);
/** Milliseconds that the database is away. */
const AWAY = 3_000;

it.each([
  ['stopped', 'stop', 'start'],
  ['killed', 'kill', 'start'],
  ['frozen', 'freeze', 'thaw'],
] as const)('while PostgreSQL is %s every request is told so in time, and all is well when it is back', { timeout: 120_000 }, async (how, leave, comeBack) => {
  const postgres = await startPostgres();
  const database = await openPostgres(postgres.url, () => {});
  onTestFinished(database.close);
  const { sandboxKey: key } = await newAccount(database.db);
  await using api = await startApi(database);
  const stopping = new AbortController();
  const answers: (Answer & { kind: string; sentAt: number; took: number })[] = [];
  const callers = Object.entries(KINDS).map(async ([kind, request]) => {
    while (!stopping.signal.aborted) {
      const [method, path, sent] = request();
      const sentAt = Date.now();
      const answer = await api.send(method, path, { key, ...sent });
      answers.push({ ...answer, kind, sentAt, took: Date.now() - sentAt });
      await sleep(10);
    }
  });
  const kindsThat = (is: (answer: Answer) => boolean, since: number) => new Set(answers.filter((answer) => answer.sentAt >= since && is(answer)).map(({ kind }) => kind));
  const all = new Set(Object.keys(KINDS));
  await vi.waitFor(() => expect(kindsThat(({ status }) => WELL.has(status), 0)).toEqual(all), { timeout: 20_000 });

  await postgres[leave]();
  const left = Date.now();
  await sleep(AWAY);
  const refused = kindsThat(({ status }) => status === 503, left);
  await postgres[comeBack]();
  const back = Date.now();
  await vi.waitFor(() => expect(kindsThat(({ status }) => WELL.has(status), back)).toEqual(all), { timeout: 20_000 });
  const wellAgain = Date.now();
  stopping.abort();
  await Promise.all(callers);

  expect(refused).toEqual(all);
  expect(answers.filter(({ status, headers }) => !WELL.has(status) && !(status === 503 && headers['retry-after'] === '1')).map(({ kind, status, text }) => [kind, status, text])).toEqual([]);
  expect(api.breaches).toEqual([]);
  const longest = Math.max(...answers.filter(({ status }) => status === 503).map(({ took }) => took));
  process.stdout.write(`PostgreSQL ${how}: ${answers.length} requests, the longest wait for a 503 was ${longest} ms, all kinds well ${wellAgain - back} ms after it was back\n`);
});
