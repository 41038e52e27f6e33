/**
 * Does something with many rows in batches (deletes them, mostly) until there are none left.
 *
 * @param doSome does it with so many at most and tells how many it was; undefined when another process is at it
 * @param batch with how many it is done in one statement
 * @param signal ends it behind the batch that it is at
 * @returns how many it was
 */
export async function inBatches(doSome: (most: number) => Promise<number | undefined>, batch: number, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (;;) {
    const done = (await doSome(batch)) ?? 0;
    count += done;
    if (done < batch || signal?.aborted) return count;
  }
}
