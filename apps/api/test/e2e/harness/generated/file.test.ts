import { describe, expect, it } from 'vitest';
import { acceptedOfFile, fileComplaints, fileTypes } from './file.ts';
import type { Octets } from './kept-alive.ts';
import type { Operation, ResponseNode } from './published.ts';

const TYPES = ['application/x-ndjson', 'text/csv'];
const text = { schema: { type: 'string' } };
const NODES: ResponseNode[] = [{}, { content: { 'application/json': text } }, { content: { 'application/x-ndjson': text, 'text/csv': text } }];
const headers = { 'content-type': 'text/csv; charset=utf-8', 'transfer-encoding': 'chunked', 'content-disposition': 'attachment; filename="a.csv"' };
const sound: Octets = { status: 200, headers, body: Buffer.from('née\r\n') };

describe('a file', () => {
  it('is what has a body that is not JSON', () => {
    expect(NODES.map(fileTypes)).toEqual([[], [], TYPES]);
  });

  it('is accepted by all of its types', () => {
    const operation = { responses: { 200: { content: { 'application/x-ndjson': text, 'text/csv': text } } } } as unknown as Operation; // It looks at nothing else.
    expect(acceptedOfFile(operation)).toContain('application/x-ndjson, text/csv');
    expect(acceptedOfFile({ ...operation, responses: { 200: { content: { 'application/json': text } } } })).toBeUndefined();
  });

  it.each<[string, Partial<Octets>, string[]]>([
    ['sound', {}, []],
    ['of the other type', { headers: { ...headers, 'content-type': 'application/x-ndjson' } }, []],
    ['of a type that is not declared', { headers: { ...headers, 'content-type': 'application/json' } }, ['the content type is application/json and should be application/x-ndjson or text/csv; charset=utf-8']],
    ['sent with its length', { headers: { ...headers, 'transfer-encoding': undefined, 'content-length': '6' } }, ['the file is not chunked', 'the file tells its length']],
    ['without a name', { headers: { ...headers, 'content-disposition': undefined } }, ['the file has no name']],
    ['no text', { body: Buffer.from([0xff]) }, ['the file is not UTF-8']],
  ])('that is %s', (_what, change, want) => {
    expect(fileComplaints({ ...sound, ...change }, TYPES)).toEqual(want);
  });
});
