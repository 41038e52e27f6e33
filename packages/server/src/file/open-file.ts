import type { CompiledOperation } from '../compile-operation.ts';
import { checkAccept } from '../corridor/accept.ts';
import type { Rendered } from '../corridor/render.ts';
import type { FileAnswer } from './file-answer.ts';
import { readChunks, type Chunks } from './read-chunks.ts';

/** The answer that a file is, begun. */
export interface OpenedFile extends Rendered {
  chunks: Chunks;
}

/**
 * Begins to read a file for a request. That its operation has a type which the request accepts is known by now; here it
 * is the type of this very file.
 *
 * @returns without chunks for a HEAD
 * @throws Failure `not_acceptable`, and what the file throws before its first chunk
 */
export async function openFile({ id }: CompiledOperation, file: FileAnswer, answer: Rendered, request: { method?: string; headers: { accept?: string } }): Promise<Rendered | OpenedFile> {
  try {
    checkAccept(request.headers.accept, [file.type]);
  } catch (error) {
    await dropFile(file);
    throw error;
  }
  if (request.method !== 'HEAD') return { ...answer, chunks: await readChunks(id, file.chunks) };
  await dropFile(file);
  return answer;
}

async function dropFile({ chunks }: FileAnswer): Promise<void> {
  await chunks[Symbol.asyncIterator]().return?.();
}
