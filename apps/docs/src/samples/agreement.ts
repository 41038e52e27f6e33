import type { Call } from './call.ts';
import type { Recording } from './recording.ts';

/**
 * What a sample in another language has to print, going by what was recorded: the answer first, or of a list each of its
 * objects; and nothing where there is no body.
 */
export function expectedValues({ answer }: Call, { body }: Recording): unknown[] {
  if (answer.kind === 'none') return [];
  if (answer.kind === 'list') return (body as { data: unknown[] }).data; // What makes it a list.
  return [body];
}

/** What it has printed of that: behind the answer to a request that starts work, it may tell how the work went. */
export function comparedValues({ answer }: Call, values: readonly unknown[]): unknown[] {
  return answer.kind === 'object' || answer.kind === 'file' ? values.slice(0, 1) : [...values];
}
