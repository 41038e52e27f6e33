import { expect, it } from 'vitest';
import { processorOf } from './processor.ts';

const PROCESSOR = { type: 'processor', status: 'active', config: { timeout: 5, url: 'https://processor.example' } } as const;

it.each([
  ['a processor with a URL', PROCESSOR, { url: 'https://processor.example', timeoutMs: 5_000 }],
  ['one whose config was made before it had all its properties', { ...PROCESSOR, config: {} }, { url: null, timeoutMs: 30_000 }],
  ['one that is inactive', { ...PROCESSOR, status: 'inactive' }, { fault: 'The resource is inactive and not active.' }],
  ['another resource', { ...PROCESSOR, type: 'queue' }, { fault: 'The resource is a queue and not a processor.' }],
  ['nothing', undefined, { fault: 'The resource has been deleted.' }],
] as const)('reads %s', (_, resource, want) => {
  expect(processorOf(resource)).toEqual(want);
});
