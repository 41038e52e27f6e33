import { describe, expect, it } from 'vitest';
import { compared, documentRows } from '../../test/compare/document-rows.ts';
import { BASE } from '../../test/compare/base-document.ts';

const LIST = '#/paths/~1notes/get';
const CREATE = '#/paths/~1notes/post';
const GET = '#/paths/~1notes~1{note_id}/get';
const TOUCH = '#/paths/~1notes~1{note_id}/patch';
const notes = BASE.paths['/notes'];

describe('an operation', () => {
  documentRows([
    ['removed', { '/paths/~1notes/post': undefined }, `breaking createNote base ${CREATE}: calls of it fail`],
    ['removed with its path', { '/paths/~1notes': undefined }, `breaking listNotes base ${LIST}: gone`, `breaking createNote base ${CREATE}: deprecate it with \`x-sunset\` first`],
    ['removed before its sunset', { '/paths/~1notes~1{note_id}/patch': undefined }, `breaking touchNote base ${TOUCH}: its sunset is 2027-06-01`],
    ['on another path', { '/paths/~1notes': { get: notes.get }, '/paths/~1note': { post: notes.post } }, 'breaking createNote #/paths/~1note/post: has moved to POST /note'],
    ['with another method', { '/paths/~1notes': { get: notes.get, put: notes.post } }, 'breaking createNote #/paths/~1notes/put: has moved to PUT /notes'],
    ['with another operationId', { '/paths/~1notes/post/operationId': 'addNote' }, `breaking createNote ${CREATE}/operationId: has become addNote`],
    ['with another operationId and another change', { '/paths/~1notes/post/operationId': 'addNote', '/paths/~1notes/post/requestBody': undefined }, `breaking createNote ${CREATE}/operationId: addNote`, `breaking createNote base ${CREATE}/requestBody: gone`],
    ['in whose place stands another that has moved there', { '/paths/~1notes/post': BASE.paths['/notes/{note_id}'].get, '/paths/~1notes~1{note_id}/get': undefined }, `breaking createNote base ${CREATE}: The operation is gone`, `breaking getNote ${CREATE}: has moved to POST /notes`],
    ['whose path parameter has another name', { '/paths/~1notes~1{note_id}': undefined, '/paths/~1notes~1{id}': { get: BASE.paths['/notes/{note_id}'].get, patch: BASE.paths['/notes/{note_id}'].patch, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] } }, 'breaking getNote #/paths/~1notes~1{id}/get: has moved', 'breaking touchNote #/paths/~1notes~1{id}/patch: has moved'],
    ['made beta', { '/paths/~1notes/post/x-stability': 'beta' }, `breaking createNote ${CREATE}/x-stability: was stable and is beta`],
    ['for the whole account only', { '/paths/~1notes/post/x-access': 'account' }, `breaking createNote ${CREATE}/x-access: bound to a project is refused`],
    ['deprecated six months ahead', { '/paths/~1notes/post/deprecated': true, '/paths/~1notes/post/x-sunset': '2027-05-24' }, `note createNote ${CREATE}/x-sunset: its sunset is 2027-05-24`],
    ['deprecated a day too late', { '/paths/~1notes/post/deprecated': true, '/paths/~1notes/post/x-sunset': '2027-05-23' }, `breaking createNote ${CREATE}/x-sunset: today the earliest is 2027-05-24`],
    ['deprecated without a date', { '/paths/~1notes/post/deprecated': true }, `breaking createNote ${CREATE}/deprecated: without an \`x-sunset\``],
    ['whose sunset comes closer, and is far enough', { '/paths/~1notes~1{note_id}/patch/x-sunset': '2027-05-30' }],
    ['whose sunset comes too close', { '/paths/~1notes~1{note_id}/patch/x-sunset': '2027-02-01' }, `breaking touchNote ${TOUCH}/x-sunset: less than six months`],
    ['whose sunset is put off', { '/paths/~1notes~1{note_id}/patch/x-sunset': '2028-06-01' }],
    ['no longer deprecated', { '/paths/~1notes~1{note_id}/patch/deprecated': undefined, '/paths/~1notes~1{note_id}/patch/x-sunset': undefined }],
    ['that is new', { '/paths/~1notes/delete': { operationId: 'deleteNotes', responses: {} } }],
    ['with other texts and tags', { '/paths/~1notes/post/summary': 'Add.', '/paths/~1notes/post/description': 'Adds.', '/paths/~1notes/post/tags': ['a'] }],
  ]);

  it.each([
    ['2027-05-31', 'breaking'],
    ['2027-06-01', 'note'],
    ['2027-06-02', 'note'],
  ])('removed on %s, when its sunset is 2027-06-01, is a %s', (today, level) => {
    expect(compared({ '/paths/~1notes~1{note_id}/patch': undefined }, {}, today).findings).toMatchObject([{ level, subject: { operationId: 'touchNote', method: 'PATCH', path: '/notes/{note_id}' }, side: 'base', pointer: TOUCH }]);
  });
});

describe('a beta operation', () => {
  it.each([
    ['removed', { '/paths/~1drafts': undefined }, 1],
    ['changed', { '/paths/~1drafts/get/parameters': undefined, '/paths/~1drafts/get/responses': { '204': { description: 'None.' } } }, 3],
    ['made stable', { '/paths/~1drafts/get/x-stability': undefined }, 0],
  ])('that is %s is counted and not found', (_, mutation, changes) => {
    expect(compared(mutation)).toMatchObject({ findings: [], operations: 4, events: 1, ungated: { operations: 1, changes } });
  });

  it('alone in its document leaves what concerns all operations free', () => {
    const beta = { '/paths': { '/drafts': BASE.paths['/drafts'] } };
    expect(compared({ '/servers/0/url': 'https://api.example/v2' }, beta)).toMatchObject({ findings: [], operations: 0, events: 1 });
  });
});

describe('security', () => {
  documentRows([
    ['that a public operation now has', { '/paths/~1notes~1{note_id}/get/security': [{ key: ['notes:read'] }] }, `breaking getNote ${GET}/security: was public and now needs a credential`],
    ['that a public operation inherits now', { '/paths/~1notes~1{note_id}/get/security': undefined }, `breaking getNote ${GET}: was public`],
    ['with one scope more', { '/paths/~1notes/post/security': [{ key: ['notes:write', 'notes:read'] }] }, `breaking createNote ${CREATE}/security: now needs the scope notes:read`],
    ['of another scheme', { '/paths/~1notes/post/security': [{ oauth: ['notes:write'] }] }, `breaking createNote ${CREATE}/security: no longer takes a credential of key`],
    ['of two schemes at once', { '/paths/~1notes/post/security': [{ key: ['notes:write'], oauth: [] }] }, `breaking createNote ${CREATE}/security: no longer takes a credential of key alone`],
    ['with one scope less', { '/paths/~1notes/post/security': [{ key: [] }] }],
    ['with one more way', { '/paths/~1notes/post/security': [{ oauth: [] }, { key: ['notes:write'] }] }],
    ['that is now optional', { '/paths/~1notes/post/security': [{ key: ['notes:write'] }, {}] }],
    ['said at the operation in place of the document', { '/paths/~1notes/get/security': [{ key: ['notes:read'] }] }],
  ]);
});

describe('a list', () => {
  documentRows([
    ['paged in another way', { '/paths/~1notes/get/x-pagination': 'cursor' }, `breaking listNotes ${LIST}/x-pagination: was paged by page and is paged by cursor`],
    ['no longer paged', { '/paths/~1notes/get/x-pagination': undefined }, `breaking listNotes ${LIST}: is no longer paged`],
    ['with one filter less', { '/paths/~1notes/get/x-filter/before': undefined }, `breaking listNotes base ${LIST}/x-filter/before: no longer be filtered by \`before\``],
    ['with no filter left', { '/paths/~1notes/get/x-filter': undefined }, `breaking listNotes base ${LIST}/x-filter/status: \`status\``, `breaking listNotes base ${LIST}/x-filter/before: \`before\``],
    ['with a filter of another field', { '/paths/~1notes/get/x-filter/before/field': 'updated_at' }, `breaking listNotes ${LIST}/x-filter/before: compared created_at lt and compares updated_at lt`],
    ['with one filter more', { '/paths/~1notes/get/x-filter/title': { field: 'title', operator: 'eq' } }],
    ['with one sort field less', { '/paths/~1notes/get/x-sort/fields': ['created_at'] }, `breaking listNotes base ${LIST}/x-sort/fields/1: no longer be sorted by \`title\``],
    ['no longer sorted', { '/paths/~1notes/get/x-sort': undefined }, `breaking listNotes base ${LIST}/x-sort/fields/0: created_at`, `breaking listNotes base ${LIST}/x-sort/fields/1: title`],
    ['with another default order', { '/paths/~1notes/get/x-sort/order': 'desc' }, `breaking listNotes ${LIST}/x-sort/order: gets another order`],
    ['with one sort field more', { '/paths/~1notes/get/x-sort/fields': ['created_at', 'title', 'status'] }],
  ]);

  documentRows([['that is marked as paged, which it was before', { '/paths/~1notes/get/x-pagination': 'page' }]], { '/paths/~1notes/get/x-pagination': undefined });
});

describe('a rate limit', () => {
  documentRows([
    ['that costs more', { '/paths/~1notes/get/x-rate-limit/cost': 5 }, `note listNotes ${LIST}/x-rate-limit/cost: cost 1 of the rate limit and costs 5`],
    ['that costs less', { '/paths/~1notes/get/x-rate-limit/cost': 0 }],
    ['of another policy', { '/paths/~1notes/get/x-rate-limit/policy': 'slow' }, `note listNotes ${LIST}/x-rate-limit: that of standard and is that of slow`],
    ['where there was none', { '/paths/~1notes/post/x-rate-limit': { policy: 'slow', cost: 1 } }, `note createNote ${CREATE}/x-rate-limit: of none and is that of slow`],
    ['that is gone', { '/paths/~1notes/get/x-rate-limit': undefined }],
  ]);
});

describe('a kept answer', () => {
  const KEPT = { '/paths/~1notes/post/x-idempotency': { ttl: 60 } };
  documentRows(
    [
      ['that is kept no more', { '/paths/~1notes/post/x-idempotency': undefined }, `breaking createNote base ${CREATE}/x-idempotency: make things twice`],
      ['that is kept for less time', { '/paths/~1notes/post/x-idempotency': { ttl: 59 } }, `breaking createNote ${CREATE}/x-idempotency/ttl: for 60 seconds and is kept for 59`],
      ['that is kept for longer', { '/paths/~1notes/post/x-idempotency': { ttl: 61 } }],
    ],
    KEPT,
  );
  documentRows([['where none was', KEPT]]);
});

describe('an event that an operation sends', () => {
  const SENT = { '/paths/~1notes/post/x-events': ['note.created', 'book.created'] };
  documentRows(
    [
      ['that it sends no more', { '/paths/~1notes/post/x-events': ['note.created'] }, `breaking createNote base ${CREATE}/x-events/1: no longer sends \`book.created\``],
      ['that it sends besides', { '/paths/~1notes/post/x-events': ['note.created', 'book.created', 'shelf.created'] }],
    ],
    SENT,
  );
  documentRows([['where none was', SENT]]);
});

describe('work that goes on behind the answer', () => {
  const JOB = '/paths/~1notes/post/x-job';
  const WAITED = { [JOB]: { get: 'getNote', status: 'status', ends: ['done'], progress: 'progress' } };
  documentRows(
    [
      ['that cannot be waited for any more', { [JOB]: undefined }, `breaking createNote base ${CREATE}/x-job: no longer be waited for`],
      ['that another operation shows', { [`${JOB}/get`]: 'getJob' }, `breaking createNote ${CREATE}/x-job/get: by the \`get\` getNote, which is getJob now`],
      ['whose progress is gone', { [`${JOB}/progress`]: undefined }, `breaking createNote ${CREATE}/x-job: by the \`progress\` progress, which is gone`],
      ['that can end in another way', { [`${JOB}/ends`]: ['done', 'lost'] }, `breaking createNote ${CREATE}/x-job/ends/1: also end as \`lost\``],
      ['that can be cancelled now', { [`${JOB}/cancel`]: 'cancelNote' }],
    ],
    WAITED,
  );
  documentRows([['where there was none', WAITED]]);
});
