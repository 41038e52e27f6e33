import { describe, expect, it } from 'vitest';
import { readChunks, type Chunks } from './read-chunks.ts';

/** A file of these chunks, and what is done with it. */
function source(...chunks: unknown[]) {
  const seen: string[] = [];
  async function* generate(): AsyncGenerator<unknown> {
    try {
      for (const chunk of chunks) {
        seen.push(`made ${String(chunk)}`);
        if (chunk instanceof Error) throw chunk;
        yield chunk;
      }
    } finally {
      seen.push('let go');
    }
  }
  return { seen, chunks: generate() as AsyncGenerator<string> }; // What a handler gives that broke its word.
}

async function readAll(chunks: Chunks): Promise<string[]> {
  const read: string[] = [];
  for (let result = await chunks.next(); !result.done; result = await chunks.next()) read.push(result.value);
  return read;
}

describe('readChunks', () => {
  it.each([[[]], [['a']], [['a', '', 'b']]])('gives each of %j once', async (parts) => {
    const { chunks, seen } = source(...parts);
    expect(await readAll(await readChunks('exportNotes', chunks))).toEqual(parts);
    expect(seen.at(-1)).toBe('let go');
  });

  it('reads one chunk ahead and no more', async () => {
    const { chunks, seen } = source('a', 'b');
    await readChunks('exportNotes', chunks);
    expect(seen).toEqual(['made a']);
  });

  it('lets go of what is not read to its end, the first chunk too', async () => {
    const { chunks, seen } = source('a', 'b');
    await (await readChunks('exportNotes', chunks)).drop();
    expect(seen).toEqual(['made a', 'let go']);
  });

  it('throws at once what happens before the first chunk, and later what happens behind it', async () => {
    const error = new Error('broken');
    await expect(readChunks('exportNotes', source(error).chunks)).rejects.toBe(error);
    const chunks = await readChunks('exportNotes', source('a', error).chunks);
    await expect(readAll(chunks)).rejects.toBe(error);
  });

  it.each([[undefined], [null], [1], [Buffer.from('a')]])('refuses %j for a chunk, and lets go', async (chunk) => {
    const { chunks, seen } = source('a', chunk, 'b');
    await expect(readAll(await readChunks('exportNotes', chunks))).rejects.toThrow('exportNotes broke the contract: a chunk of its file is no text');
    expect(seen.at(-1)).toBe('let go');
  });

  it('reads what has only `next`', async () => {
    const parts = ['a', 'b'];
    const bare: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const value = parts.shift();
          return value === undefined ? { done: true, value: undefined } : { done: false, value };
        },
      }),
    };
    const chunks = await readChunks('exportNotes', bare);
    await chunks.drop();
    expect(await readAll(chunks)).toEqual(['a', 'b']);
  });
});
