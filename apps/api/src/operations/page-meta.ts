/** Which part of a list is shown. */
export function pageMeta({ page, per_page }: { page: number; per_page: number }, total: number) {
  const total_pages = Math.ceil(total / per_page);
  return {
    page,
    per_page,
    total_items: total,
    total_pages,
    has_next: page < total_pages,
    has_previous: page > 1,
  };
}
