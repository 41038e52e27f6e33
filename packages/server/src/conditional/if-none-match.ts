import type { CompiledOperation } from '../compile-operation.ts';
import { checkAnswer } from '../corridor/check-answer.ts';
import type { Rendered } from '../corridor/render.ts';
import type { Mode } from '../seams.ts';
import { readTags } from './entity-tag.ts';

/**
 * Answers 304 instead of what the caller has already (RFC 9110, 13.1.2 and 15.4.5): the comparison is weak, and `*`
 * matches whatever there is. `Cache-Control: no-cache` asks caches to ask us, so it changes nothing here.
 *
 * @throws ContractBreach in development and test, when the 304 lacks a header that the contract declares
 */
export function unlessUnchanged(operation: CompiledOperation, answer: Rendered, header: string | undefined, mode: Mode): Rendered {
  const { ETag: present, 'Content-Type': _type, ...others } = answer.headers;
  if (!operation.answersUnchanged || answer.status !== 200 || present === undefined || header === undefined) return answer;
  const known = readTags(header);
  if (known !== '*' && !known.some(({ opaque }) => opaque === present)) return answer;
  const headers = { ...others, ETag: present };
  if (mode !== 'production') checkAnswer(operation, 304, undefined, [], headers);
  return { status: 304, headers, body: undefined };
}
