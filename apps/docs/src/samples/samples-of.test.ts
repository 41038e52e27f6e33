import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import { callsOf } from './call.ts';
import { samplesOf } from './samples-of.ts';
import { readSamples } from './samples.ts';
import { CHOSEN } from './shown-query.ts';

const operations = Object.keys(contract.operations).toSorted();

describe('samplesOf', () => {
  it('writes each operation of the contract in each language', () => {
    const samples = samplesOf(contract.document);
    expect(Object.keys(samples).toSorted()).toEqual(operations);
    for (const { curl, typescript } of Object.values(samples)) {
      expect(curl).toMatch(/^curl /);
      expect(typescript).toMatch(/^import /);
    }
  });

  it.each([
    ['a parameter', { '/things/{id}': { get: { operationId: 'getThing', parameters: [{ name: 'id', in: 'path' }] } } }, 'getThing cannot be shown: its parameter "id" has no example'],
    ['a body', { '/things': { post: { operationId: 'makeThing', requestBody: { content: { 'application/json': {} } } } } }, 'makeThing cannot be shown: its body has no example'],
    ['what a reference leads to', { '/things': { post: { operationId: 'makeThing', parameters: [{ $ref: '#/components/parameters/None' }] } } }, 'The contract has nothing at #/components/parameters/None'],
  ])('names the operation that lacks %s', (_name, paths, message) => {
    expect(() => samplesOf({ paths, components: {} })).toThrow(message);
  });

  it('chooses filters only for operations and parameters that there are', () => {
    const shown = Object.fromEntries(callsOf(contract.document).map(({ operationId, queryValues }) => [operationId, queryValues.map(({ name }) => name)]));
    for (const [operationId, names] of Object.entries(CHOSEN)) expect(shown[operationId]).toEqual(names);
  });
});

describe('readSamples', () => {
  it('has the recorded answer of each operation, and no secret in any', () => {
    const samples = readSamples();
    expect(Object.entries(samples).filter(([, { response }]) => !response).map(([name]) => name)).toEqual([]);
    expect(JSON.stringify(samples)).not.toMatch(/\bsk_(?:live|test)_\w{5}|whsec_\w{5}/);
    expect(samples['createProject']?.response).toMatchObject({ status: 201, type: 'application/json', body: expect.stringContaining('"name": "edge-ingest"') });
    expect(samples['deleteProject']?.response).toMatchObject({ status: 204, type: '', body: '' });
  });
});
