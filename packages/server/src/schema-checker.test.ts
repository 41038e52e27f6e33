import { expect, it } from 'vitest';
import { schemaChecker } from './schema-checker.ts';

const check = schemaChecker({
  openapi: '3.1.0',
  components: { schemas: { Size: { type: 'integer', maximum: 3 }, Box: { type: 'object', properties: { size: { $ref: '#/components/schemas/Size' } } } } },
})('#/components/schemas/Box');

it.each([
  ['nothing wrong', { size: 3 }, []],
  ['a value too large', { size: 4 }, [{ pointer: '/size', code: 'maximum' }]],
  ['another type', { size: 'x' }, [{ pointer: '/size', code: 'type' }]],
])('finds %s', (_what, value, want) => {
  expect(check(value).map(({ pointer, code }) => ({ pointer, code }))).toEqual(want);
});
