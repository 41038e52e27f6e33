import { describe, expect, it } from 'vitest';
import { contract } from '@plumbline/contract';
import { contract as contractV2 } from '@plumbline/contract/v2';
import { oneOperation, type Document } from './one-operation.ts';

const SERVER = 'http://127.0.0.1:4000';
const document = contract.document as unknown as Document;

const contractOf = (parameters: object[]): Document => ({ paths: { '/notes': { get: { operationId: 'listNotes', parameters } } } });

describe('a contract of one operation', () => {
  it('has that operation alone, and the server that the page came from', () => {
    const found = oneOperation(document, 'createProject', SERVER);
    expect(found?.summary).toBe('Create a project');
    expect(found?.document.servers).toEqual([{ url: `${SERVER}/v1` }]);
    expect(Object.entries(found?.document.paths ?? {}).map(([path, item]) => [path, Object.keys(item)])).toEqual([['/projects', ['post']]]);
    expect(found?.document).not.toHaveProperty('webhooks');
  });

  it('keeps what the path says of its parameters', () => {
    const item = oneOperation(document, 'getProject', SERVER)?.document.paths?.['/projects/{project_id}'];
    expect(Object.keys(item ?? {})).toEqual(['parameters', 'get']);
  });

  it('is below the base path of its version', () => {
    expect(oneOperation(contractV2.document as unknown as Document, 'listProjects', SERVER)?.document.servers).toEqual([{ url: `${SERVER}/v2` }]);
  });

  it('has no example in a header that can be left out, and all other examples', () => {
    const optional = { name: 'If-Match', in: 'header', example: '"1"', schema: { type: 'string', example: '"1"', default: '*' } };
    const others = [
      { name: 'Tenant', in: 'header', required: true, example: 'a', schema: { type: 'string' } },
      { name: 'page', in: 'query', example: 2, schema: { type: 'integer', default: 1 } },
    ];
    const found = oneOperation(contractOf([optional, ...others]), 'listNotes', SERVER);
    expect(found?.document.paths).toEqual({ '/notes': { get: { operationId: 'listNotes', parameters: [{ name: 'If-Match', in: 'header', schema: { type: 'string' } }, ...others] } } });
  });

  it('is nothing for an operation that is not there', () => {
    expect(oneOperation(document, 'projectCreated', SERVER)).toBeUndefined();
    expect(oneOperation({}, 'getProject', SERVER)).toBeUndefined();
  });
});
