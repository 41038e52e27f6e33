import { describe, expect, it } from 'vitest';
import { methodName } from './method-name.ts';

describe('methodName', () => {
  it.each([
    ['listProjects', 'projects', 'list'],
    ['getProject', 'projects', 'get'],
    ['rotateWebhookSecret', 'webhooks', 'rotateSecret'],
    ['listDeliveries', 'webhooks', 'listDeliveries'],
    ['listDeliveries', 'deliveries', 'list'],
    ['getDelivery', 'deliveries', 'get'],
    ['getCurrentUser', 'users', 'getCurrent'],
    ['getUsage', 'usage', 'get'],
    ['getStatus', 'status', 'get'],
    ['getSettings', 'settings', 'get'],
    ['getJobResult', 'jobs', 'getResult'],
    ['projectionOf', 'projects', 'projectionOf'],
    ['createBox', 'boxes', 'create'],
    ['listAPIKeys', 'API keys', 'list'],
    ['get_api_key', 'API keys', 'get'],
    ['repos/list-for-org', 'repos', 'listForOrg'],
    ['audit', 'audit', 'audit'],
  ])('calls %s of %s %s', (operationId, tag, want) => {
    expect(methodName(operationId, tag)).toBe(want);
  });
});
