import type { ListRequest } from '@plumbline/server';

type Asked = Partial<Pick<ListRequest, 'filters' | 'sort'>>;

/** Asks for one page of a list, oldest first unless it says otherwise. */
export function aPage(page: number, perPage: number, { filters = [], sort = OLDEST_FIRST }: Asked = {}): ListRequest {
  return { filters, sort, window: { kind: 'page', page, perPage } };
}

/** Asks for what follows a position of a list, or its beginning, oldest first unless it says otherwise. */
export function aStretch(
  after: Extract<ListRequest['window'], { kind: 'cursor' }>['after'],
  perPage: number,
  { filters = [], sort = OLDEST_FIRST }: Asked = {},
): ListRequest {
  return { filters, sort, window: { kind: 'cursor', perPage, after } };
}

const OLDEST_FIRST = { field: 'created_at', descending: false };
