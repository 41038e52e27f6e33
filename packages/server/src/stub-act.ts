import type { CompiledOperation } from './compile-operation.ts';
import type { Document } from './document.ts';
import { exampleOf } from './example.ts';

/** The header that tells an example from a real answer. */
export const STUB_HEADER = 'X-Plumbline-Stub';

/**
 * Answers an operation that nobody has written yet from the contract's example of its first success.
 *
 * @throws Error at start when the contract has no example to answer from
 */
export function stubAct(operation: CompiledOperation): () => object {
  const document = operation.contract.document as Document; // As in compileOperation.
  const success = [...operation.answers].find(([status]) => status < 400);
  if (!success) throw new Error('it cannot be stubbed, because it declares no success');
  const [status, { content, requiredHeaders, check, fileTypes }] = success;
  const body = content && exampleOf(document, content);
  if (content && body === undefined) throw new Error(`it cannot be stubbed, because its ${status} has no example`);
  const [fault] = check(body);
  if (fault) throw new Error(`it cannot be stubbed, because in the example of its ${status}, \`${fault.pointer}\` ${fault.message}`);
  const headers: Record<string, string> = { [STUB_HEADER]: 'true' };
  if (requiredHeaders.includes('location')) headers['Location'] = 'about:blank';
  const [type] = fileTypes;
  if (type === undefined) return () => ({ status, body, headers });
  return () => ({ status, headers, file: { type, name: operation.id, chunks: oneChunk(String(body)) } });
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}
