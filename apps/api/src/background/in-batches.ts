/**
 * Deletes in batches until there is nothing left to delete.
 *
 * @param deleteSome deletes so many at most and tells how many it was; undefined when another process is at it
 * @param batch how many are deleted in one statement
 * @param signal ends it behind the batch that it is at
 * @returns how many were deleted
 */
export async function inBatches(deleteSome: (most: number) => Promise<number | undefined>, batch: number, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (;;) {
    const deleted = (await deleteSome(batch)) ?? 0;
    count += deleted;
    if (deleted < batch || signal?.aborted) return count;
  }
}
