import { ContractBreach } from '../contract-breach.ts';

/** The chunks of a file, of which the first is there already. */
export interface Chunks {
  next(): Promise<IteratorResult<string, undefined>>;
  /** Ends them early, also when none was asked for. */
  drop(): Promise<void>;
}

/**
 * Reads the first chunk of a file, so that what fails until then can still be answered as an error.
 *
 * @throws whatever the source throws, and ContractBreach when a chunk is no text; `next` throws the same
 */
export async function readChunks(operationId: string, source: AsyncIterable<string>): Promise<Chunks> {
  const iterator = source[Symbol.asyncIterator]();
  const drop = async () => void (await iterator.return?.());
  const read = async (): Promise<IteratorResult<string, undefined>> => {
    const { done, value } = await iterator.next();
    if (done) return { done, value: undefined };
    if (typeof value === 'string') return { done: false, value };
    await drop();
    throw new ContractBreach(operationId, 'a chunk of its file is no text');
  };

  let first: IteratorResult<string, undefined> | undefined = await read();
  return {
    drop,
    async next() {
      const result = first ?? (await read());
      first = undefined;
      return result;
    },
  };
}
