import { describe, expect, it } from 'vitest';
import { BASE } from '../../test/compare/base-document.ts';
import { changesBetween } from './changes.ts';

type Document = typeof BASE & Record<string, unknown>;

/** What is done to a copy of the base, and what a reader is told of it: kind, whether it breaks, of what, in which words. */
const ROWS: [string, (document: Document) => void, [kind: string, breaking: boolean, subjects: string, text: string][]][] = [
  ['nothing', () => {}, []],
  [
    'an operation that is new, and beta',
    ({ paths }) => Object.assign(paths, { '/tags': { get: { operationId: 'listTags', summary: 'List tags', 'x-stability': 'beta', responses: {} } } }),
    [['Added', false, 'operation listTags', 'List tags. It is beta, and promises nothing yet.']],
  ],
  [
    'an event that is new',
    ({ webhooks }) => Object.assign(webhooks, { 'note.read': { post: { summary: 'A note was read', responses: {} } } }),
    [['Added', false, 'event note.read', 'A note was read.']],
  ],
  [
    'error codes that are new, in one line',
    (document) => Object.assign(document['x-error-catalogue'], { one: { status: 400, title: 'One' }, two: { status: 400, title: 'Two' } }),
    [['Added', false, 'error one, error two', '']],
  ],
  [
    'a parameter that may be left out',
    ({ paths }) => paths['/notes'].get.parameters.push({ name: 'since', in: 'query', schema: { type: 'string' } }),
    [['Added', false, 'operation listNotes', 'The query parameter `since` is new and can be left out.']],
  ],
  [
    'a parameter that must be there',
    ({ paths }) => paths['/notes'].get.parameters.push({ name: 'since', in: 'query', required: true, schema: { type: 'string' } } as never),
    [['Changed', true, 'operation listNotes', 'The query parameter `since` is new and required; a request without it is refused.']],
  ],
  [
    'a parameter that is gone',
    ({ paths }) => paths['/notes'].get.parameters.splice(1, 1),
    [['Removed', true, 'operation listNotes', 'The query parameter `status` is gone; a request with it is refused, as every unknown parameter is.']],
  ],
  [
    'an operation that is gone with nobody told',
    ({ paths }) => Reflect.deleteProperty(paths['/notes/{note_id}'], 'get'),
    [['Removed', true, 'operation getNote', 'Get a note.']],
  ],
  [
    'an operation that will go',
    ({ paths }) => Object.assign(paths['/notes'].post, { deprecated: true, 'x-sunset': '2027-08-01', 'x-successor': 'addNote' }),
    [['Deprecated', false, 'operation createNote', 'It ends on 2027-08-01; use `addNote` instead.']],
  ],
  [
    'an end that comes closer',
    ({ paths }) => Object.assign(paths['/notes/{note_id}'].patch, { 'x-sunset': '2027-05-30' }),
    [['Deprecated', true, 'operation touchNote', 'Its end was announced for 2027-06-01 and is announced for 2027-05-30.']],
  ],
  ['an operation that stays after all', ({ paths }) => Object.assign(paths['/notes/{note_id}'].patch, { deprecated: false }), [['Changed', false, 'operation touchNote', 'Deprecated no longer.']]],
  ['a change of what is beta', ({ paths }) => paths['/drafts'].get.parameters.splice(0, 1), [['Changed', false, '', 'Operations and events that are beta or alpha, which promise nothing: one change.']]],
  [
    'other words',
    ({ paths }) => Object.assign(paths['/notes/{note_id}'].get, { summary: 'Get one note' }),
    [['Fixed', false, 'operation getNote', 'Described in other words.']],
  ],
];

describe('what a reader is told of a change', () => {
  it.each(ROWS)('%s', (_, change, told) => {
    const base = structuredClone(BASE) as Document;
    Object.assign(base.paths['/notes/{note_id}'].get, { summary: 'Get a note' });
    const head = structuredClone(base);
    change(head);
    const entries = changesBetween(base, head, '2026-11-24');
    expect(entries.map(({ kind, breaking, subjects, text }) => [kind, breaking, subjects.map(({ type, name }) => `${type} ${name}`).join(', '), text])).toEqual(told);
  });

  it('says once what concerns every operation', () => {
    const head = structuredClone(BASE) as Document;
    for (const item of Object.values(head.paths)) {
      for (const operation of Object.values(item)) {
        if (typeof operation === 'object' && 'responses' in operation) Object.assign(operation, { parameters: [...('parameters' in operation ? operation.parameters : []), { name: 'lang', in: 'query' }] });
      }
    }
    expect(changesBetween(BASE, head, '2026-11-24')).toContainEqual({ kind: 'Added', breaking: false, subjects: [], text: 'Every operation that was there: The query parameter `lang` is new and can be left out.' });
  });
});
