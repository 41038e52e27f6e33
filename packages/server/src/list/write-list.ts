import type { CompiledOperation } from '../compile-operation.ts';
import { ContractBreach } from '../contract-breach.ts';
import { isObject } from '../document.ts';
import type { CursorCodec } from './cursor.ts';
import { link, referenceTo } from './link.ts';
import type { ListPage, ListRequest } from './list-request.ts';

/** A list's body and its links; the items are still as the handler gave them. */
interface Written {
  body: { data: unknown[]; meta: object };
  links: string;
}

type Page = ListRequest['window'] & { kind: 'page' };
type Target = Parameters<typeof referenceTo>[0];

/**
 * Writes the page that a handler returned as `{ data, meta }`, with its `Link` header (RFC 8288). A reply without a
 * page is left as it is: a stub has a body, and another status is no list.
 *
 * @throws ContractBreach when the page has no items, or no total where the contract counts pages
 */
export async function writeList(operation: CompiledOperation, reply: unknown, list: ListRequest, target: Target, cursors: CursorCodec): Promise<unknown> {
  if (!isObject(reply) || reply['status'] !== 200 || !isObject(reply['page'])) return reply;
  const page = reply['page'] as unknown as ListPage<unknown>; // The compiler has seen to it; what it cannot see is checked below.
  if (!Array.isArray(page.items)) throw new ContractBreach(operation.id, 'the handler returned a page without `items`');
  const { window } = list;
  const { body, links } = window.kind === 'page' ? byPage(operation, page, window, target) : await byCursor(operation, page, list, target, cursors);
  return { status: 200, headers: { ...(reply['headers'] as object | undefined), Link: links }, body };
}

function byPage({ id }: CompiledOperation, { items, total }: ListPage<unknown>, { page, perPage }: Page, target: Target): Written {
  if (total === undefined) throw new ContractBreach(id, 'the handler returned a page without the `total` that its meta tells');
  const last = Math.ceil(total / perPage);
  const hasNext = page < last;
  const hasPrevious = page > 1 && last > 0;
  const meta = { page, per_page: perPage, total_items: total, total_pages: last, has_next: hasNext, has_previous: hasPrevious };
  const pages: [relation: string, page: number, isThere: boolean][] = [
    ['first', 1, true],
    // Behind the end, the page before is the last that there is.
    ['prev', Math.min(page - 1, last), hasPrevious],
    ['next', page + 1, hasNext],
    ['last', last, last > 0],
  ];
  const links = pages.filter(([, , isThere]) => isThere).map(([relation, number]) => link(referenceTo(target, 'page', String(number)), relation));
  return { body: { data: items, meta }, links: links.join(', ') };
}

async function byCursor({ id }: CompiledOperation, { items, next }: ListPage<unknown>, list: ListRequest, target: Target, cursors: CursorCodec): Promise<Written> {
  const cursor = next ? await cursors.write(next, id, list) : null;
  const meta = { per_page: list.window.perPage, has_next: cursor !== null, next_cursor: cursor };
  const links = [link(referenceTo(target, 'cursor', undefined), 'first')];
  if (cursor !== null) links.push(link(referenceTo(target, 'cursor', cursor), 'next'));
  return { body: { data: items, meta }, links: links.join(', ') };
}
