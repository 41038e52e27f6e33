/** Which part of a list is asked for; pages are counted from 1. */
export interface PageRequest {
  page: number;
  perPage: number;
}

/** How many rows stand before a page. */
export function offsetOf({ page, perPage }: PageRequest): number {
  return (page - 1) * perPage;
}

/**
 * How many rows a whole list has, given how many are on one page of it. A page that ends within the
 * list's last page says so by itself, so that `count` is asked only for the others.
 */
export async function totalOf(request: PageRequest, shown: number, count: () => Promise<number>): Promise<number> {
  const isLast = shown < request.perPage && (shown > 0 || request.page === 1);

  return isLast ? offsetOf(request) + shown : count();
}
