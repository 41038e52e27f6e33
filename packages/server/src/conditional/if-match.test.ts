import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import { render, type Rendered } from '../corridor/render.ts';
import { STUB_HEADER } from '../stub-act.ts';
import { precondition } from './if-match.ts';

const updateNote = operationOf('updateNote');
const MILK = { id: 'note_1', title: 'Milk' };
const TAG = render(operationOf('getNote'), { status: 200, body: MILK }, {}, 'test').headers['ETag'] ?? '';
const done: Rendered = { status: 200, headers: {}, body: '{}' };

describe('precondition', () => {
  it.each([
    ['the tag', TAG],
    ['the tag among others', `"a", W/"b", ${TAG}`],
    ['whatever there is', '*'],
  ])('lets pass who names %s', (_, header) => {
    const { check } = precondition(updateNote, header);
    expect(() => check?.({ ...MILK })).not.toThrow();
    expect(check).toBeTypeOf('function');
  });

  it('looks at what GET shows and at nothing else of a row', () => {
    const { check } = precondition(updateNote, TAG);
    expect(() => check?.({ ...MILK, password_hash: 'x' })).not.toThrow();
    expect(() => check?.({ ...MILK, title: 'Oats' })).toThrow(expect.objectContaining({ code: 'precondition_failed' }));
  });

  it.each([
    ['another tag', '"a"'],
    ['the tag as a weak one', `W/${TAG}`],
    ['the tag without its quotes', TAG.slice(1, -1)],
    ['something malformed beside the tag', `${TAG}, x`],
    ['nothing', ''],
  ])('refuses who names %s', (_, header) => {
    expect(() => precondition(updateNote, header).check?.(MILK)).toThrow(
      expect.objectContaining({ code: 'precondition_failed', message: expect.stringContaining('read it again') }),
    );
  });

  it('demands nothing where the request or the contract does not', () => {
    for (const { check, assertChecked } of [precondition(updateNote, undefined), precondition(operationOf('deleteNote'), '"a"')]) {
      expect(check).toBeUndefined();
      expect(() => assertChecked(done)).not.toThrow();
    }
  });

  it('takes a success without a look for a breach, unless it is a stub’s', () => {
    const { check, assertChecked } = precondition(updateNote, '*');
    expect(() => assertChecked(done)).toThrow('updateNote broke the contract: the request has `If-Match`, and the handler succeeded without calling `ifMatch`');
    expect(() => assertChecked({ ...done, headers: { [STUB_HEADER]: 'true' } })).not.toThrow();
    check?.(MILK);
    expect(() => assertChecked(done)).not.toThrow();
  });
});
