import type { CompiledAnswer, CompiledOperation } from '../compile-operation.ts';
import { ContractBreach } from '../contract-breach.ts';
import { checkAnswer } from '../corridor/check-answer.ts';
import { joinHeaders } from '../corridor/join-headers.ts';
import type { Rendered } from '../corridor/render.ts';
import { isObject } from '../document.ts';
import type { Mode } from '../seams.ts';
import { contentDisposition } from './content-disposition.ts';
import type { FileAnswer } from './file-answer.ts';

/**
 * Writes the headers of a file that a handler returned. Its chunks are not touched.
 *
 * @param headers the handler's own
 * @param common as in `render`
 * @throws ContractBreach when it is no file, or of a type that the contract does not declare; in development and test
 *   also when a declared header is missing
 */
export function renderFile(
  operation: CompiledOperation,
  { status, file }: { status: number; file: unknown },
  { fileTypes }: CompiledAnswer,
  headers: Record<string, string>,
  common: Record<string, string>,
  mode: Mode,
): Rendered {
  if (!isFile(file)) throw new ContractBreach(operation.id, `the ${status} has no \`file: { type, name, chunks }\``);
  if (!fileTypes.includes(file.type)) {
    throw new ContractBreach(operation.id, `in its ${status}, the file is \`${file.type}\`; it may be ${fileTypes.map((type) => `\`${type}\``).join(' or ')}`);
  }
  const own = {
    ...headers,
    // Text is what a charset is asked of; of the others it is known, or said in their own words.
    'Content-Type': file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type,
    'Content-Disposition': contentDisposition(file.name),
  };
  if (mode !== 'production') checkAnswer(operation, status, undefined, [], joinHeaders(common, own));
  return { status, headers: own, body: undefined, file };
}

function isFile(value: unknown): value is FileAnswer {
  return isObject(value) && typeof value['type'] === 'string' && typeof value['name'] === 'string' && isObject(value['chunks']) && Symbol.asyncIterator in value['chunks'];
}
