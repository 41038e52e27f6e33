import { expect, it } from 'vitest';
import { methodName } from './method-name.ts';

it.each([
  ['listProjects', 'projects', 'list'],
  ['getProject', 'projects', 'get'],
  ['rotateWebhookSecret', 'webhooks', 'rotateSecret'],
  ['listDeliveries', 'webhooks', 'listDeliveries'],
  ['getCurrentUser', 'users', 'getCurrent'],
  ['getUsage', 'usage', 'get'],
  ['getStatus', 'status', 'get'],
  ['getJobResult', 'jobs', 'getResult'],
  ['listAudit', 'audit', 'list'],
])('%s of %s is called %s', (operationId, tag, want) => {
  expect(methodName(operationId, tag)).toBe(want);
});
