import type { RequestRecord } from '@plumbline/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asCaller, type Caller } from '../accounts/caller.ts';
import type { NewRequest } from '../store/schema.ts';
import { requestRecorder } from './request-recorder.ts';

const PRINCIPAL = asCaller({
  accountId: 'acc_1',
  environment: 'live',
  keyId: 'key_1',
  userId: null,
  projectId: null,
  scopes: [],
  allowedAddresses: [],
  expiresAt: null,
  limit: null,
  plan: 'free',
});

function request(requestId: string, given: Partial<RequestRecord<Caller>> = {}): RequestRecord<Caller> {
  const place = { method: 'GET', operationId: 'getProject', basePath: '/v1', path: '/projects/{project_id}', params: {} };
  return { requestId, receivedAt: 1_000, durationMs: 12, ...place, status: 200, principal: PRINCIPAL, labels: {}, ...given };
}

let written: string[][];
let failures: unknown[];
let losses: number[];
/** What a write does before it is done. */
let during: (requests: readonly NewRequest[]) => Promise<void>;
beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  failures = [];
  losses = [];
  during = async () => {};
});
afterEach(() => vi.useRealTimers());

function start(most?: number) {
  return requestRecorder({
    requestLog: {
      async add(requests) {
        await during(requests);
        written.push(requests.map(({ id }) => id));
      },
    },
    onFailure: (error) => void failures.push(error),
    onLoss: (count) => void losses.push(count),
    ...(most !== undefined && { most }),
  });
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const fail = () => Promise.reject(new Error('no database'));

describe('requestRecorder', () => {
  it('writes twice a second what came since, and nothing of what is nobody\'s', async () => {
    const { record } = start();
    record(request('a'));
    record(request('b', { principal: undefined }));
    record(request('c', { operationId: undefined, path: undefined }));
    record(request('d'));
    await wait(499);
    expect(written).toEqual([]);

    await wait(1);
    expect(written).toEqual([['a', 'd']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('writes many in several statements, and goes on behind those that were written', async () => {
    const { record } = start();
    const ids = Array.from({ length: 1_250 }, (_none, index) => `req_${index}`);
    for (const id of ids) record(request(id));
    during = async (requests) => {
      if (requests[0]?.id === 'req_1000' && failures.length === 0) await fail();
    };
    await wait(1_000);

    expect(written.map(({ length }) => length)).toEqual([500, 500, 250]);
    expect(written.flat()).toEqual(ids);
    expect(failures).toHaveLength(1);
  });

  it('keeps what cannot be written in its order, and complains once until it works again', async () => {
    const { record } = start();
    during = fail;
    record(request('a'));
    await wait(500);
    record(request('b'));
    await wait(2_000);
    expect(failures).toEqual([new Error('no database')]);

    during = async () => {};
    await wait(500);
    expect(written).toEqual([['a', 'b']]);
    expect(losses).toEqual([]);
  });

  it('gives up the oldest of what is too much, and says how many once it works again', async () => {
    const { record } = start(3);
    during = fail;
    for (const id of ['a', 'b', 'c', 'd']) record(request(id));
    await wait(500);
    for (const id of ['e', 'f']) record(request(id));
    await wait(500);
    expect(losses).toEqual([]);

    during = async () => {};
    await wait(500);
    expect(written).toEqual([['d', 'e', 'f']]);
    expect(losses).toEqual([3]);
  });
});

describe('close', () => {
  it('writes what is left, and then nothing more', async () => {
    const { record, close } = start();
    record(request('a'));
    await close();
    record(request('b'));
    await wait(10_000);

    expect(written).toEqual([['a']]);
    expect(losses).toEqual([]);
  });

  it('says how many it could not write', async () => {
    const { record, close } = start();
    during = fail;
    record(request('a'));
    record(request('b'));
    await close();

    expect([failures.length, losses]).toEqual([1, [2]]);
  });
});
