/** Which part of a list is asked for; pages are counted from 1. */
export interface PageRequest {
  page: number;
  perPage: number;
}

/**
 * One page of a list, and how many rows the whole list has. A page that ends within the list's last page says so
 * by itself, so that `count` is asked only for the others.
 *
 * @param rows gives at most `limit` rows behind the first `offset` ones
 */
export async function pageOf<Row>(
  { page, perPage }: PageRequest,
  rows: (limit: number, offset: number) => Promise<Row[]>,
  count: () => Promise<{ total: number }>,
): Promise<{ rows: Row[]; total: number }> {
  const offset = (page - 1) * perPage;
  const shown = await rows(perPage, offset);
  const isLast = shown.length < perPage && (shown.length > 0 || page === 1);

  return { rows: shown, total: isLast ? offset + shown.length : (await count()).total };
}
