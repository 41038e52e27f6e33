import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import { announceEnd } from './announce-end.ts';
import type { Ending } from './ending.ts';

const headers = { Deprecation: '@1', Sunset: 'Tue, 01 Jun 2027 00:00:00 GMT' };
const announce = (ending: Ending | undefined, params: Record<string, string> = {}) => announceEnd({ ...operationOf('getNote'), ending }, params);

describe('announceEnd', () => {
  it('names what takes the operation’s place, with the parameters of the request', () => {
    expect(announce({ headers, successor: '/v2/notes/{note_id}/star' }, { note_id: 'note_1', other: 'x' })).toEqual({
      ...headers,
      Link: '</v2/notes/note_1/star>; rel="successor-version"',
    });
  });

  it('encodes them', () => {
    expect(announce({ headers, successor: '/v2/{a}' }, { a: 'a/b>; "é\0' })['Link']).toBe('</v2/a%2Fb%3E%3B%20%22%C3%A9%00>; rel="successor-version"');
  });

  it('tells the dates where nothing takes its place', () => {
    expect(announce({ headers, successor: undefined })).toEqual(headers);
  });

  it('tells nothing of an operation that stays', () => {
    expect(announce(undefined)).toEqual({});
  });
});
