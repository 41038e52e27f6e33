import { describe } from 'vitest';
import { BASE } from '../../test/compare/base-document.ts';
import { documentRows } from '../../test/compare/document-rows.ts';

const AT = '/paths/~1notes/get/parameters';
const LIST = `#${AT}`;
const BODY = '#/paths/~1notes/post/requestBody';

describe('a parameter', () => {
  documentRows([
    ['removed', { [`${AT}/1`]: undefined }, `breaking listNotes base ${LIST}/1: query parameter \`status\` is gone; a request with it is refused`],
    ['removed behind a reference', { [`${AT}/0`]: undefined }, 'breaking listNotes base #/components/parameters/Page: `page` is gone'],
    ['new and optional', { [`${AT}/5`]: { name: 'q', in: 'query', schema: { type: 'string' } } }],
    ['new and required', { [`${AT}/5`]: { name: 'q', in: 'query', required: true, schema: { type: 'string' } } }, `breaking listNotes ${LIST}/5: \`q\` is new and required`],
    ['now required', { [`${AT}/1/required`]: true }, `breaking listNotes ${LIST}/1/required: is now required`],
    ['in another place', { [`${AT}/1/in`]: 'header' }, `breaking listNotes ${LIST}/1/in: has become a header parameter`],
    ['in another style', { [`${AT}/2/style`]: 'pipeDelimited' }, `breaking listNotes ${LIST}/2/style: had the style form and has pipeDelimited`, `breaking listNotes ${LIST}/2: had the explode true and has false`],
    ['no longer exploded', { [`${AT}/2/explode`]: false }, `breaking listNotes ${LIST}/2/explode: had the explode true and has false`],
    ['with its style written out', { [`${AT}/2/style`]: 'form', [`${AT}/2/explode`]: true, [`${AT}/3/style`]: 'simple', [`${AT}/3/explode`]: false }],
    ['with another default', { '/components/parameters/Page/schema/default': 0 }, 'breaking listNotes #/components/parameters/Page/schema/default: had the default 1 and has 0'],
    ['without its default', { '/components/parameters/Page/schema/default': undefined }, 'breaking listNotes base #/components/parameters/Page/schema/default: no longer has the default 1'],
    ['with a bound', { '/components/parameters/Page/schema/maximum': 100 }, 'breaking listNotes #/components/parameters/Page/schema/maximum: The query parameter `page` had no `maximum` and has `maximum` 100'],
    ['with one value less', { [`${AT}/1/schema/enum`]: ['open'] }, `breaking listNotes ${LIST}/1/schema/enum: can no longer be "done"`],
    ['with one value more', { [`${AT}/1/schema/enum`]: ['open', 'done', 'late'] }],
    ['whose items are narrowed', { [`${AT}/2/schema/items/pattern`]: '^n' }, `breaking listNotes ${LIST}/2/schema/items/pattern: \`[]\` in the query parameter \`ids\` must now match`],
    ['whose header is written in another case', { [`${AT}/3/name`]: 'x-trace' }],
    ['that is JSON, narrowed', { [`${AT}/4/content/application~1json/schema/required`]: ['x'] }, `breaking listNotes ${LIST}/4/content/application~1json/schema/required/0: \`x\` in the query parameter \`near\` is now required`],
    ['that can no longer be empty', { [`${AT}/1/allowEmptyValue`]: undefined }, `breaking listNotes ${LIST}/1: can no longer be empty`],
    ['of the path, narrowed', { '/paths/~1notes~1{note_id}/parameters/0/schema/pattern': '^n' }, 'breaking getNote #/paths/~1notes~1{note_id}/parameters/0/schema/pattern: must now match', 'breaking touchNote #/paths/~1notes~1{note_id}/parameters/0/schema/pattern: must now match'],
    ['of the path, narrowed at one operation', { '/paths/~1notes~1{note_id}/get/parameters': [{ name: 'note_id', in: 'path', required: true, schema: { type: 'string', pattern: '^n' } }] }, 'breaking getNote #/paths/~1notes~1{note_id}/get/parameters/0/schema/pattern: must now match'],
    ['of the path, written at one operation', { '/paths/~1notes~1{note_id}/get/parameters': [{ name: 'note_id', in: 'path', required: true, schema: { type: 'string' } }] }],
    ['with a description, an example and deprecated', { [`${AT}/1/description`]: 'A.', [`${AT}/1/example`]: 'open', [`${AT}/1/deprecated`]: true }],
  ], { [`${AT}/1/allowEmptyValue`]: true });
});

describe('a request body', () => {
  documentRows([
    ['where there was none', { '/paths/~1notes~1{note_id}/get/requestBody': { required: true, content: {} } }, 'breaking getNote #/paths/~1notes~1{note_id}/get/requestBody/required: new and required'],
    ['where there was none, optional', { '/paths/~1notes~1{note_id}/get/requestBody': { content: {} } }],
    ['that is gone', { '/paths/~1notes/post/requestBody': undefined }, `breaking createNote base ${BODY}: is gone`],
    ['that is now required', { '/paths/~1notes~1{note_id}/patch/requestBody/required': true }, 'breaking touchNote #/paths/~1notes~1{note_id}/patch/requestBody/required: now required'],
    ['that is no longer required', { '/paths/~1notes/post/requestBody/required': false }],
    ['of one media type less', { '/paths/~1notes/post/requestBody/content/application~1x-www-form-urlencoded': undefined }, `breaking createNote base ${BODY}/content/application~1x-www-form-urlencoded: can no longer be application/x-www-form-urlencoded`],
    ['of one media type more', { '/paths/~1notes/post/requestBody/content/text~1plain': {} }],
    ['with a new required property', { '/components/schemas/NoteCreate/properties/kind': {}, '/components/schemas/NoteCreate/required': ['title', 'kind'] }, 'breaking createNote #/components/schemas/NoteCreate/required/1: `kind` in the request body is new and required', 'breaking createNote #/components/schemas/NoteCreate/required/1: `kind`'],
    ['with an example', { '/paths/~1notes/post/requestBody/content/application~1json/examples': { a: { value: {} } } }],
    ['with a new optional property', { '/components/schemas/NoteCreate/properties/kind': { type: 'string' } }],
    ['whose component is renamed', { '/components/schemas/NewNote': BASE.components.schemas.NoteCreate, '/paths/~1notes/post/requestBody/content/application~1json/schema/$ref': '#/components/schemas/NewNote' }],
  ]);
});
