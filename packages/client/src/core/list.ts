import type { AnyCallOptions, Input, ListPromise, Operation, OperationCalls } from './operation.ts';
import { PlumblineError } from './plumbline-error.ts';

/** What a page holds, and what it says of the one that follows: its number, or a cursor. */
interface Listed<Item> {
  data: readonly Item[];
  meta: { has_next: boolean; page?: number; next_cursor?: string | null };
}

/** Calls an operation that answers with a list: the first page is asked for at once, the others as they are come to. */
export function list<Item, Page, ResponseHeaders>(core: OperationCalls, operation: Operation, input: Input, options?: AnyCallOptions): ListPromise<Item, Page, ResponseHeaders> {
  const { id, list: parameter = 'page' } = operation;
  const first = core.call<Page, ResponseHeaders>(operation, input, options);

  async function* pages(): AsyncGenerator<Page, void, undefined> {
    const been = new Set<unknown>();
    for (let page = await first; ; ) {
      yield page;
      const { has_next, next_cursor, page: number } = (page as Listed<Item>).meta; // All lists of the contract are of this shape.
      if (!has_next) return;
      const place = next_cursor ?? Number(number) + 1;
      if (been.has(place)) throw new PlumblineError(`${id} leads back to page ${place}, and would never end. Tell support.`);
      been.add(place);
      page = await core.call<Page, ResponseHeaders>(operation, { ...input, query: { ...input.query, [parameter]: place } }, options);
    }
  }

  return Object.assign(first, {
    pages,
    async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
      for await (const page of pages()) yield* (page as Listed<Item>).data;
    },
    async toArray({ limit }: { limit: number }): Promise<Item[]> {
      if (!(limit >= 0)) throw new TypeError('toArray needs a limit of 0 or more. To go through all items, use for await.');
      const items: Item[] = [];
      for await (const page of pages()) {
        items.push(...(page as Listed<Item>).data.slice(0, limit - items.length));
        if (items.length >= limit) break;
      }
      return items;
    },
  });
}
