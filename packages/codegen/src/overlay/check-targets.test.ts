import { makeDocumentFromString } from '@redocly/openapi-core';
import { expect, it } from 'vitest';
import { checkTargets } from './check-targets.ts';
import type { Overlay } from './read-overlay.ts';

it('leaves the document and the overlay as they are', async () => {
  const document = makeDocumentFromString('openapi: 3.1.0\ninfo: { title: A }\npaths: {}\n', '/contract/openapi.yaml');
  const text = 'overlay: 1.1.0\nactions:\n  - { target: $.info, update: { x-tags: { a: { $ref: b.yaml } } } }\n  - { target: $.gone, remove: true }\n';
  const overlay = makeDocumentFromString(text, '/contract/editions/v2.yaml') as Overlay; // What the text says.
  const before = structuredClone([document.parsed, overlay.parsed]);

  const problems = await checkTargets(document, [overlay]);
  expect(problems.map(({ line, pointer }) => `${line} ${pointer}`)).toEqual(['4 #/actions/1/target']);
  expect([document.parsed, overlay.parsed]).toEqual(before);
});
