import { join } from 'node:path';
import { lintFromString, loadConfig } from '@redocly/openapi-core';
import { expect, it } from 'vitest';

const config = await loadConfig({ configPath: join(import.meta.dirname, '../redocly.yaml') });

const list = "{ x-pagination: page, x-filter: { a: { field: } }, x-sort: {}, responses: { '200': { content: { application/json: { schema: { properties: { data: { type: array, items: } } } } } } } }";

it.each([
  ['an operation without a body', 'paths: { /projects: { get: } }'],
  ['a response without a body', "paths: { /projects: { get: { responses: { '200': } } } }"],
  ['a list that is not begun', 'paths: { /projects: { get: { tags:, parameters:, security: [{ key: }], x-errors: } } }'],
  ['text that is a number', 'paths: { /projects: { get: { operationId: 1, summary: 2, description: 3 } } }'],
  ['an empty schema', 'components: { schemas: { A:, B: { properties: }, C: { properties: { a: } }, D: { type: object, allOf: } } }'],
  ['an empty webhook', 'webhooks: { project.created:, project.deleted: { post: } }'],
  ['a list that is not described yet', `paths: { /projects: { parameters: [null], get: ${list}, put: } }`],
  ['a filter and a sort that are not begun', 'paths: { /projects: { get: { x-pagination: page, x-filter: { a: }, x-sort: } } }'],
  ['extensions of a wrong type', 'paths: { /projects: { get: { x-pagination: 1, x-filter: [], x-sort: { fields: name } } } }'],
  ['a deprecation that is not begun', 'paths: { /projects: { get: { deprecated: true, x-sunset:, x-deprecated-since: 1, x-successor: } } }'],
  ['an empty policy', 'x-error-catalogue: { gone: }\nx-rate-limits:\npaths: {}'],
])('stands %s, and leaves it to struct', async (_, source) => {
  const problems = await lintFromString({ source: `openapi: 3.1.0\n${source}\n`, absoluteRef: '/contract.yaml', config });
  expect(problems.map(({ ruleId }) => ruleId)).toContain('struct');
});
