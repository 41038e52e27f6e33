/** Does pieces of work in their order, as many at once as there may be. */
export async function sideBySide(width: number, work: readonly (() => Promise<void>)[]): Promise<void> {
  const rest = work.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      // All of them take from one iterator, so each piece is taken once.
      for (const piece of rest) await piece();
    }),
  );
}
