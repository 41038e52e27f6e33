import type { RequestRecord } from '@plumbline/server';
import { describe, expect, it } from 'vitest';
import { asCaller, type Caller } from '../accounts/caller.ts';
import { loggedRequest } from './logged-request.ts';

const [FIRST, SECOND, THIRD] = ['prj_4GhT9sKq2LmN8vRxYbZ1Wc', 'prj_8KdM3xVt5QwJ7pZnRc2HyB', 'prj_2BnC8mLs4TgW6jXkQv9DrE'];

const callerOf = (projectId: string | null) =>
  asCaller({
    accountId: 'acc_1',
    environment: 'sandbox',
    keyId: 'key_1',
    userId: 'usr_1',
    projectId,
    scopes: ['projects:read'],
    allowedAddresses: [],
    expiresAt: null,
    limit: null,
    plan: 'free',
  });
const REQUEST: RequestRecord<Caller> = {
  requestId: 'req_1',
  receivedAt: Date.parse('2026-03-06T12:00:00.123Z'),
  durationMs: 12,
  method: 'HEAD',
  operationId: 'getProject',
  basePath: '/v2',
  path: '/projects/{project_id}',
  params: {},
  status: 404,
  principal: callerOf(null),
  labels: {},
};

describe('loggedRequest', () => {
  it('has who called what, when, and how it ended', () => {
    expect(loggedRequest(REQUEST)).toEqual({
      account_id: 'acc_1',
      environment: 'sandbox',
      id: 'req_1',
      operation: 'getProject',
      method: 'HEAD',
      path: '/v2/projects/{project_id}',
      status: 404,
      duration_ms: 12,
      key_id: 'key_1',
      project_id: null,
      created_at: new Date('2026-03-06T12:00:00.123Z'),
    });
  });

  it('is not there for a request that is nobody\'s, or for no operation', () => {
    expect(loggedRequest({ ...REQUEST, principal: undefined })).toBeUndefined();
    expect(loggedRequest({ ...REQUEST, operationId: undefined })).toBeUndefined();
  });

  it.each([
    ['that of the label', { labels: { project_id: FIRST }, params: { project_id: SECOND } }, FIRST],
    ['that of the path, when nothing is labelled', { params: { project_id: SECOND } }, SECOND],
    ['none, when the path has what is no id', { params: { project_id: 'hunter2' } }, null],
    ['none, when nothing names one', {}, null],
    ['that of the key, whatever is named', { labels: { project_id: FIRST }, params: { project_id: SECOND }, principal: callerOf(THIRD ?? null) }, THIRD],
  ])('is about the project %s', (_what, given, want) => {
    expect(loggedRequest({ ...REQUEST, ...given })?.project_id).toBe(want);
  });
});
