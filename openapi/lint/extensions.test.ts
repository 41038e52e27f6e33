import { join } from 'node:path';
import { bundle, createConfig, lintFromString, loadConfig, stringifyYaml } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import schema from './extensions.schema.json' with { type: 'json' };
import plumbline from './plugin.ts';
import { places } from './types.ts';

const root = join(import.meta.dirname, '../openapi.yaml');
type Extensions = Record<string, unknown>;

const gone = { status: 410, title: 'Gone', cause: 'It was deleted.', remedy: 'Make another.', retryable: false };
const hourly = { seconds: 3600, limits: { free: 60, pro: 600 } };
const standard = { description: 'The usual.', windows: { hourly, burst: { seconds: 1, limit: 10 } } };
const error = (change: object = {}) => ({ 'x-error-catalogue': { gone: { ...gone, ...change } } });
const policy = (change: object = {}) => ({ 'x-rate-limits': { standard: { ...standard, ...change } } });

const sort = (change: object = {}) => ({ 'x-sort': { fields: ['name'], default: 'name', order: 'asc', ...change } });

/** [what it is, the extension, what the linter says of it, if anything]. The JSON Schema must agree on each. */
const table: [string, Extensions, string?][] = [
  ['an error', error()],
  ['an error of the server', error({ server: true })],
  ['a misspelt key of an error', error({ retriable: true }), 'Property `retriable` is not expected here.'],
  ['an error without a remedy', error({ remedy: undefined }), 'The field `remedy` must be present on this level.'],
  ['a status as a string', error({ status: '410' }), 'Expected type `integer` but got `string`.'],
  ['a status that is no error', error({ status: 200 }), 'The value of the status field must be greater than or equal to 400'],
  ['an error as a string', { 'x-error-catalogue': { gone: 'Gone' } }, 'Expected type `CatalogueError` (object) but got `string`'],
  ['a list as catalogue', { 'x-error-catalogue': ['gone'] }, 'Expected type `ErrorCatalogue` (object) but got `array`'],
  ['codes', { 'x-errors': ['gone'] }],
  ['one code instead of a list', { 'x-errors': 'gone' }, 'Expected type `array` but got `string`.'],
  ['a status instead of a code', { 'x-errors': [410] }, 'Expected type `string` but got `integer`.'],
  ['a policy', policy()],
  ['a misspelt key of a policy', policy({ window: 1 }), 'Property `window` is not expected here.'],
  ['a policy without windows', policy({ windows: undefined }), 'The field `windows` must be present on this level.'],
  ['a window without a length', policy({ windows: { hourly: { limit: 60 } } }), 'The field `seconds` must be present on this level.'],
  ['a policy that allows nothing', policy({ windows: { hourly: { seconds: 3600, limit: 0 } } }), 'The value of the limit field must be greater than or equal to 1'],
  ['a plan that allows nothing', policy({ windows: { hourly: { ...hourly, limits: { free: 0 } } } }), 'The value of the free field must be greater than or equal to 1'],
  ['a limit of failures', { 'x-failure-limit': 'standard' }],
  ['a limit of failures as an object', { 'x-failure-limit': { policy: 'standard' } }, 'Expected type `string` but got `object`.'],
  ['a charge', { 'x-rate-limit': { policy: 'standard', cost: 0 } }],
  ['a charge without a policy', { 'x-rate-limit': { cost: 1 } }, 'The field `policy` must be present on this level.'],
  ['a cost with a fraction', { 'x-rate-limit': { policy: 'standard', cost: 0.5 } }, 'Expected type `integer` but got `number`.'],
  ['a kept answer', { 'x-idempotency': { ttl: 86_400 } }],
  ['an answer that is kept for nobody knows how long', { 'x-idempotency': {} }, 'The field `ttl` must be present on this level.'],
  ['an answer that is kept for no time', { 'x-idempotency': { ttl: 0 } }, 'The value of the ttl field must be greater than or equal to 1'],
  ['a misspelt key of a kept answer', { 'x-idempotency': { ttl: 1, secret: true } }, 'Property `secret` is not expected here.'],
  ['events', { 'x-events': ['project.created'] }],
  ['one event instead of a list', { 'x-events': 'project.created' }, 'Expected type `array` but got `string`.'],
  ['an event from the background', { 'x-background': true }],
  ['a background as a text', { 'x-background': 'yes' }, 'Expected type `boolean` but got `string`.'],
  ['a job', { 'x-job': { get: 'getJob', status: 'status', ends: ['done'], progress: 'progress', result: 'getResult', cancel: 'cancelJob' } }],
  ['a job that never ends', { 'x-job': { get: 'getJob', status: 'status' } }, 'The field `ends` must be present on this level.'],
  ['a misspelt key of a job', { 'x-job': { get: 'getJob', status: 'status', ends: ['done'], results: 'getResult' } }, 'Property `results` is not expected here.'],
  ['scopes', { 'x-scopes': { 'projects:read': 'See projects.' } }],
  ['paging by number', { 'x-pagination': 'page' }],
  ['paging by offset', { 'x-pagination': 'offset' }, '`x-pagination` can be one of the following only: "page", "cursor".'],
  ['paging by a number', { 'x-pagination': 1 }, '`x-pagination` can be one of the following only: "page", "cursor".'],
  ['filters', { 'x-filter': { status: { field: 'status', operator: 'eq' }, before: { field: 'created_at', operator: 'lt' } } }],
  ['a list of filters', { 'x-filter': ['status'] }, 'Expected type `Filters` (object) but got `array`'],
  ['a filter as a string', { 'x-filter': { status: 'eq' } }, 'Expected type `Filter` (object) but got `string`'],
  ['a filter without a field', { 'x-filter': { status: { operator: 'eq' } } }, 'The field `field` must be present on this level.'],
  [
    'a filter with another operator',
    { 'x-filter': { status: { field: 'status', operator: 'like' } } },
    '`operator` can be one of the following only: "eq", "gte", "lt".',
  ],
  [
    'a misspelt key of a filter',
    { 'x-filter': { status: { field: 'status', operator: 'eq', fields: 1 } } },
    'Property `fields` is not expected here.',
  ],
  ['sorting', sort()],
  ['sorting without a default', sort({ default: undefined }), 'The field `default` must be present on this level.'],
  ['sorting at random', sort({ order: 'random' }), '`order` can be one of the following only: "asc", "desc".'],
  ['one field instead of a list', sort({ fields: 'name' }), 'Expected type `array` but got `string`.'],
  ['a misspelt key of sorting', sort({ direction: 'asc' }), 'Property `direction` is not expected here.'],
  ['access for the account', { 'x-access': 'account' }],
  ['access for a project', { 'x-access': 'project' }, '`x-access` can be one of the following only: "account".'],
  ['a beta', { 'x-stability': 'beta' }],
  ['a gamma', { 'x-stability': 'gamma' }, '`x-stability` can be one of the following only: "stable", "beta", "alpha".'],
  ['a sunset', { 'x-sunset': '2027-06-01', 'x-deprecated-since': '2026-12-01', 'x-successor': 'getProject' }],
  ['a sunset in a year', { 'x-sunset': 2027 }, 'Expected type `string` but got `integer`.'],
  ['a list of successors', { 'x-successor': ['getProject'] }, 'Expected type `string` but got `array`.'],
  ['a scope without words', { 'x-scopes': { 'projects:read': true } }, 'Expected type `string` but got `boolean`.'],
];

describe.each(table)('%s', (_, extensions, want) => {
  const given: Extensions = JSON.parse(JSON.stringify(extensions));

  it('in the linter', async () => expect(await struct(given)).toEqual(want === undefined ? [] : [want]));
  it('in an editor', async () => expect((await invalid(given)).length > 0).toBe(want !== undefined));
});

it.each(['soon', '2027-6-1', '2027-13-01', '2027-06-00', '2027-06-01T00:00:00Z'])('an editor knows that %s is no date', async (day) => {
  expect(await invalid({ 'x-sunset': day })).toHaveLength(1);
  expect(await invalid({ 'x-deprecated-since': day })).toHaveLength(1);
});

it('gives every extension of the JSON Schema a place, and no other', () => {
  expect(Object.keys(places).toSorted()).toEqual(Object.keys(schema.properties).toSorted());
});

it('the JSON Schema accepts all that the contract says, which a bundle holds without a $ref', async () => {
  const config = await loadConfig({ configPath: join(root, '../redocly.yaml') });
  const { bundle: document } = await bundle({ ref: root, config });
  const said = new Set(extensionsIn(document.parsed).map((one) => JSON.stringify(one)));
  const each = [...said].map((one): Extensions => JSON.parse(one));

  const policies = ['x-error-catalogue', 'x-errors', 'x-rate-limits', 'x-rate-limit', 'x-scopes'];
  expect(each.flatMap((one) => Object.keys(one))).toEqual(expect.arrayContaining(policies));
  expect([...said].join()).not.toContain('$ref');
  expect((await Promise.all(each.map(invalid))).flat()).toEqual([]);
}, 60_000); // It reads the whole contract, which takes long where others use the processor.

/** What `struct` says of the extensions, each standing where it belongs. */
async function struct(extensions: Extensions): Promise<string[]> {
  const on = (owner: string) =>
    Object.fromEntries(Object.entries(extensions).filter(([name]) => places[name]?.includes(owner)));
  const source = stringifyYaml({
    openapi: '3.1.0',
    info: { title: 'Extensions', version: '1.0.0', ...on('Info') },
    paths: { '/': { get: { responses: { 200: { description: 'Done.', ...on('Response') } }, ...on('Operation') } } },
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', ...on('SecurityScheme') } } },
    ...on('Root'),
  });
  const config = await createConfig({ plugins: [plumbline()], rules: { struct: 'error' } });
  const problems = await lintFromString({ source, config });
  return [...new Set(problems.map(({ message }) => message))];
}

/** What the JSON Schema refuses. The linter has a validator for examples, so the extensions are examples of the schema. */
async function invalid(extensions: Extensions): Promise<string[]> {
  const file = JSON.stringify(join(import.meta.dirname, 'extensions.schema.json'));
  const source = `{
    "openapi": "3.1.0",
    "info": { "title": "Extensions", "version": "1.0.0" },
    "components": { "schemas": { "Extensions": { "allOf": [{ "$ref": ${file} }], "examples": [${JSON.stringify(extensions)}] } } }
  }`;
  const config = await createConfig({ rules: { 'no-invalid-schema-examples': 'error' } });
  return (await lintFromString({ source, config })).map(({ message }) => message);
}

function extensionsIn(node: unknown): Extensions[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = Object.entries(node).filter(([name]) => name in places);
  return [...(own.length > 0 ? [Object.fromEntries(own)] : []), ...Object.values(node).flatMap(extensionsIn)];
}
