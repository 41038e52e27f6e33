import { describe } from 'vitest';
import { documentRows } from '../../test/compare/document-rows.ts';

const LIST = '#/paths/~1notes/get/responses';
const CREATE = '#/paths/~1notes/post/responses';
const GET = '#/paths/~1notes~1{note_id}/get/responses';
const NOTE = '#/components/schemas/Note';

const MINUTE = '/x-rate-limits/standard/windows/minute';
const BURST = '/x-rate-limits/standard/windows/burst';

describe('an answer', () => {
  documentRows([
    ['whose status is gone', { '/paths/~1notes/post/responses/201': undefined }, `breaking createNote base ${CREATE}/201: status 201 is gone`],
    ['of another status', { '/paths/~1notes~1{note_id}/patch/responses': { '200': { description: 'Done.' } } }, 'breaking touchNote base #/paths/~1notes~1{note_id}/patch/responses/204: status 204 is gone', 'note touchNote #/paths/~1notes~1{note_id}/patch/responses/200: status 200 is new'],
    ['of one more failure', { '/paths/~1notes/post/responses/404': { description: 'None.' } }],
    ['of one failure less', { '/paths/~1notes/post/responses/409': undefined }, `note createNote base ${CREATE}/409: status 409 is gone`, `breaking createNote base ${CREATE}/409/x-errors/0: no longer carries the code title_taken`],
    ['of one media type less', { '/paths/~1notes~1{note_id}/get/responses/200/content/text~1plain': undefined }, `breaking getNote base ${GET}/200/content/text~1plain: The 200 body can no longer be text/plain`],
    ['of one media type more', { '/paths/~1notes~1{note_id}/get/responses/200/content/text~1csv': {} }],
    ['that has lost its body', { '/paths/~1notes/post/responses/201/content': undefined }, `breaking createNote base ${CREATE}/201/content/application~1json: application/json`],
    ['that has lost a header', { '/paths/~1notes/post/responses/201/headers': undefined }, `breaking createNote base ${CREATE}/201/headers/Location: header \`Location\` of the 201 answer is gone`],
    ['that has lost an optional header', { '/components/responses/NoteList/headers/Link': undefined }, 'breaking listNotes base #/components/responses/NoteList/headers/Link: is gone'],
    ['whose header is no longer required', { '/paths/~1notes/post/responses/201/headers/Location/required': false }, `breaking createNote ${CREATE}/201/headers/Location: was always there`],
    ['whose header is of another type', { '/components/responses/NoteList/headers/Link/schema/type': 'array' }, 'breaking listNotes #/components/responses/NoteList/headers/Link/schema/type: The header `Link` of the 200 answer can now be of type array'],
    ['whose header is written in another case', { '/components/responses/NoteList/headers': { link: { schema: { type: 'string' } } } }],
    ['with one more header', { '/components/responses/NoteList/headers/ETag': { schema: { type: 'string' } } }],
    ['whose property is no longer required', { '/components/responses/NoteList/content/application~1json/schema/required': undefined }, 'breaking listNotes base #/components/responses/NoteList/content/application~1json/schema/required/0: `data` in the 200 body was always there'],
    ['whose object has one more property', { '/components/schemas/Error/properties/message': { type: 'string' } }],
    ['of a failure, whose property is gone', { '/components/schemas/Error/properties/code': undefined }, 'breaking listNotes base #/components/schemas/Error/properties/code: `code` in the 400 body is gone'],
  ]);

  documentRows([
    ['whose object is nullable in one property, wherever it is shown', { '/components/schemas/Note/properties/title/type': ['string', 'null'] }, ...everywhere(`${NOTE}/properties/title/type`, 'can now be of type null')],
    ['whose object has lost a property, wherever it is shown', { '/components/schemas/Note/properties/title': undefined }, ...everywhere(`base ${NOTE}/properties/title`, 'is gone')],
  ]);

  const more = `${NOTE}/properties/status/enum: can now also be "late"`;
  documentRows([
    ['with a new value', { '/components/schemas/Note/properties/status/enum': ['open', 'done', 'late'] }, `note listNotes ${more}`, `note createNote ${more}`, `note getNote ${more}`, `note note.created ${more}`],
  ]);
});

/** What a change of the note gives, which four things show. */
function everywhere(place: string, message: string): string[] {
  return [
    `breaking listNotes ${place}: \`data[].title\` in the 200 body ${message}`,
    `breaking createNote ${place}: \`title\` in the 201 body ${message}`,
    `breaking getNote ${place}: \`title\` in the 200 body ${message}`,
    `breaking note.created ${place}: \`data.title\` in the payload ${message}`,
  ];
}

describe('an error code', () => {
  documentRows([
    ['gone from an answer', { '/paths/~1notes/get/responses/400/x-errors': ['invalid_parameter'] }, `breaking listNotes base ${LIST}/400/x-errors/1: The answer 400 no longer carries the code malformed_request`],
    ['new in an answer', { '/paths/~1notes/post/responses/409/x-errors': ['title_taken', 'note_locked'] }, `note createNote ${CREATE}/409/x-errors/1: can now carry the code note_locked`],
    ['with another status', { '/x-error-catalogue/title_taken/status': 422 }, 'breaking x-error-catalogue/title_taken #/x-error-catalogue/title_taken/status: had the status 409 and has 422'],
    ['gone from the catalogue', { '/x-error-catalogue/service_unavailable': undefined }, 'note x-error-catalogue/service_unavailable base #/x-error-catalogue/service_unavailable: gone from the catalogue'],
    ['no longer worth a retry', { '/x-error-catalogue/service_unavailable/retryable': false }, 'note x-error-catalogue/service_unavailable #/x-error-catalogue/service_unavailable/retryable: no longer is'],
    ['with other texts', { '/x-error-catalogue/title_taken/title': 'Taken' }],
    ['new in the catalogue', { '/x-error-catalogue/note_locked': { status: 409, retryable: false } }],
  ]);
});

describe('an event', () => {
  const EVENT = '/webhooks/note.created/post';
  documentRows([
    ['removed', { '/webhooks/note.created': undefined }, `breaking note.created base #${EVENT}: is gone`],
    ['renamed', { [`${EVENT}/operationId`]: 'noteMade' }],
    ['whose name is another in the payload', { [`${EVENT}/requestBody/content/application~1json/schema/properties/event/const`]: 'note.made' }, `breaking note.created #${EVENT}/requestBody/content/application~1json/schema/properties/event/const: was "note.created" and can now be "note.made"`],
    ['without a payload', { [`${EVENT}/requestBody`]: undefined }, `breaking note.created base #${EVENT}/requestBody: payload is gone`],
    ['of another media type', { [`${EVENT}/requestBody/content`]: { 'text/plain': {} } }, `breaking note.created base #${EVENT}/requestBody/content/application~1json: The payload can no longer be application/json`],
    ['with a property that is no longer required', { [`${EVENT}/requestBody/content/application~1json/schema/required`]: ['event'] }, `breaking note.created base #${EVENT}/requestBody/content/application~1json/schema/required/1: \`data\` in the payload was always there`],
    ['with one property more', { [`${EVENT}/requestBody/content/application~1json/schema/properties/id`]: { type: 'string' } }],
    ['without a header', { [`${EVENT}/parameters`]: [] }, `breaking note.created base #${EVENT}/parameters/0: \`webhook-id\` is gone`],
    ['with a header that is no longer required', { [`${EVENT}/parameters/0/required`]: false }, `breaking note.created #${EVENT}/parameters/0: was always there`],
    ['made beta', { [`${EVENT}/x-stability`]: 'beta' }, `breaking note.created #${EVENT}/x-stability: was stable`],
    ['new', { '/webhooks/note.deleted': { post: { operationId: 'noteDeleted', responses: {} } } }],
  ]);
});

describe('what concerns every operation', () => {
  documentRows([
    ['another base path', { '/servers/0/url': 'https://api.example/v2' }, 'breaking servers/0 #/servers/0: was /v1 and is /v2'],
    ['another host', { '/servers/0/url': 'https://api.example.org/v1' }, 'note servers/0 #/servers/0: was https://api.example and is https://api.example.org'],
    ['a slash behind the base path', { '/servers/0/url': 'https://api.example/v1/' }],
    ['no servers', { '/servers': undefined }, 'breaking servers/0 #: was /v1 and is /'],
    ['another server beside the first', { '/servers/1/url': 'http://127.0.0.1:3000/v1' }],
    ['a scope that is gone', { '/components/securitySchemes/key/x-scopes/notes:write': undefined }, 'breaking securitySchemes/key base #/components/securitySchemes/key/x-scopes/notes:write: The scope notes:write is gone'],
    ['a scope of OAuth that is gone', { '/components/securitySchemes/oauth/flows/clientCredentials/scopes': {} }, 'breaking securitySchemes/oauth base #/components/securitySchemes/oauth/flows/clientCredentials/scopes/notes:read: notes:read is gone'],
    ['a scope that is new', { '/components/securitySchemes/key/x-scopes/notes:share': 'Share notes.' }],
    ['a credential that is sent in another way', { '/components/securitySchemes/key/scheme': 'basic' }, 'breaking securitySchemes/key #/components/securitySchemes/key/scheme: had the scheme bearer and has basic'],
    ['a limit that is lower', { [`${BURST}/limit`]: 50 }, `note x-rate-limits/standard #${BURST}: allowed 100 in 1 seconds and allows 50 in 1 seconds`],
    ['a limit that is lower for one plan', { [`${MINUTE}/limits/free`]: 300 }, `note x-rate-limits/standard #${MINUTE}: allowed the plan free 600 in 60 seconds and allows 300 in 60 seconds`],
    ['a limit by plan in place of a higher one for all', { [BURST]: { seconds: 1, limits: { free: 10, pro: 100 } } }, `note x-rate-limits/standard #${BURST}: allowed the plan free 100 in 1 seconds and allows 10 in 1 seconds`],
    ['another window', { '/x-rate-limits/slow/windows/daily': { seconds: 86_400, limit: 100 } }, 'note x-rate-limits/slow #/x-rate-limits/slow/windows/daily: The window daily is new'],
    ['a longer window for more', { [BURST]: { seconds: 10, limit: 1000 } }],
    ['a window that is gone', { [BURST]: undefined }],
    ['other texts and tags', { '/info': { title: 'Notes', version: '2.0.0' }, '/tags': [] }],
  ]);
});
