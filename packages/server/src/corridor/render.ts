import { checkAnswer, undeclared } from './check-answer.ts';
import type { CompiledOperation } from '../compile-operation.ts';
import { ContractBreach } from '../contract-breach.ts';
import { entityTag } from '../conditional/entity-tag.ts';
import { isObject } from '../document.ts';
import type { FileAnswer } from '../file/file-answer.ts';
import { renderFile } from '../file/render-file.ts';
import type { Mode } from '../seams.ts';
import { joinHeaders } from './join-headers.ts';

/** An answer as it goes over the wire. */
export interface Rendered {
  status: number;
  headers: Record<string, string>;
  /** JSON as text, so that Node sends head and body in one write; undefined when the answer has no body. */
  body: string | undefined;
  /** What is sent in the place of a body, chunk by chunk. */
  file?: FileAnswer;
}

/** Whose body is the representation that the `ETag` is of. */
const TAGGED = new Set([200, 201]);

/**
 * Writes what a handler returned: the declared properties and nothing else, in every mode. A 200 or 201 that declares
 * an `ETag` gets the one of its text.
 *
 * @param common headers that go with the answer, whatever it is; they are looked at and not written
 * @returns the answer with the headers that are its own
 * @throws ContractBreach when the status is not declared; in development and test also when there is a property
 *   too many, the body breaks its schema, or a declared header is missing
 */
export function render(operation: CompiledOperation, reply: unknown, common: Record<string, string>, mode: Mode): Rendered {
  if (!isObject(reply) || typeof reply['status'] !== 'number') {
    throw new ContractBreach(operation.id, 'the handler returned no `{ status, body }`');
  }
  const { status } = reply;
  const answer = operation.answers.get(status);
  if (!answer || !isForHandlers(status)) {
    throw new ContractBreach(operation.id, `the handler returned ${status}; it may return ${successes(operation)}`);
  }

  const headers = { ...(reply['headers'] as Record<string, string> | undefined) };
  if (answer.fileTypes.length > 0) return renderFile(operation, { status, file: reply['file'] }, answer, headers, common, mode);
  const extra: string[] = [];
  const projected = answer.project?.(reply['body'], '', extra);
  if (answer.project && projected === undefined) {
    throw new ContractBreach(operation.id, extra.length > 0 ? `in its ${status}, ${undeclared(extra)}` : `the ${status} has no body`);
  }
  const body = answer.project && JSON.stringify(projected);
  if (answer.isTagged && body !== undefined && TAGGED.has(status)) headers['ETag'] = entityTag(body);
  if (mode !== 'production') checkAnswer(operation, status, body, extra, joinHeaders(common, headers));
  if (body !== undefined && answer.mediaType) headers['Content-Type'] = answer.mediaType;
  return { status, headers, body };
}

function successes({ answers }: CompiledOperation): string {
  return [...answers.keys()].filter(isForHandlers).join(', ');
}

/** Errors are thrown, and 304 is the answer to a precondition, which no handler sees. */
function isForHandlers(status: number): boolean {
  return status < 400 && status !== 304;
}
