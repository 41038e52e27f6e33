import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { GUIDES } from './guides.ts';
import type { MadePage } from './made-page.ts';

type Entry = StarlightRouteData['sidebar'][number];
type Link = Extract<Entry, { type: 'link' }>;

/** Pages that the sidebar does not list: the home page has the title, and nobody looks for the other. */
const APART = new Set(['', 'index', '404']);

/** A page of the collection, as far as the sidebar shows it. */
export interface Listed {
  /** The address below the site's base: `guides/quickstart`. */
  id: string;
  data: {
    title: string;
    sidebar: { label?: string | undefined; order?: number | undefined; badge?: Link['badge'] };
    page?: Pick<MadePage, 'group'> & { section?: string | undefined; facts?: MadePage['facts'] | undefined };
  };
}

/** The kinds of the contract's pages, as the sidebar calls them. */
const KINDS = [
  ['operations', 'Operations'],
  ['events', 'Events'],
  ['errors', 'Errors'],
  ['schemas', 'Schemas'],
  ['scopes', 'Scopes'],
] as const;

/**
 * Makes the sidebar of a page: guides in their reading order, then the contract by kind. Operations are listed on every page,
 * by tag and closed; of another kind only its index is, unless the page is of that kind, so that a page stays small.
 *
 * @param base what every address begins with: `/docs/`
 * @param current the id of the page
 */
export function sidebarOf(pages: readonly Listed[], base: string, current: string): Entry[] {
  const link = (page: Listed) => linkTo(page, base, current);
  const guides = pages.filter(({ id }) => id.startsWith('guides/'));
  const named = new Set(GUIDES.flatMap(({ names }) => names));
  // Whoever reads in the contract has it in sight, and the guides one click away.
  const isMade = pages.some(({ id, data }) => id === current && data.page !== undefined && data.page.group !== 'site');
  const read = GUIDES.map(({ label, names }) => {
    const present = names.flatMap((name) => guides.filter(({ id }) => nameOf(id) === name));
    return group(label, present.map(link), isMade);
  });
  const others = guides.filter(({ id }) => !named.has(nameOf(id)));
  const contract = KINDS.flatMap(([kind, label]): Entry[] => {
    const [index, ...rest] = pages.filter(({ data }) => data.page?.group === kind).toSorted(byOrder);
    if (!index) return [];
    if (kind === 'operations') return [group(label, [link(index), ...bySection(rest, link, true)], true)];
    const isHere = [index, ...rest].some(({ id }) => id === current);
    return isHere && rest.length > 0 ? [group(label, [link(index), ...bySection(rest, link, false)], true)] : [{ ...link(index), label }];
  });
  const site = pages.filter(({ id, data }) => (data.page?.group ?? 'site') === 'site' && !APART.has(id) && !id.startsWith('guides/'));
  return [...read, group('More guides', others.map(link)), group('Reference', contract), group('Service', site.map(link))].filter(({ entries }) => entries.length > 0);
}

/** The links of a sidebar in reading order. */
export function linksOf(entries: readonly Entry[]): Link[] {
  return entries.flatMap((entry) => (entry.type === 'link' ? [entry] : linksOf(entry.entries)));
}

/** In the order in which the sections first appear. */
function bySection(pages: readonly Listed[], link: (page: Listed) => Link, collapsed: boolean): Entry[] {
  return [...Map.groupBy(pages, ({ data }) => data.page?.section ?? '')].flatMap(([section, inside]): Entry[] =>
    section === '' ? inside.map(link) : [group(inSentenceCase(section), inside.map(link), collapsed)],
  );
}

function group(label: string, entries: Entry[], collapsed = false): Extract<Entry, { type: 'group' }> {
  return { type: 'group', label, entries, collapsed, badge: undefined };
}

function linkTo({ id, data }: Listed, base: string, current: string): Link {
  const method = data.page?.facts?.method;
  return {
    type: 'link',
    label: data.sidebar.label ?? data.title,
    href: `${base}${id}/`,
    isCurrent: id === current,
    badge: method === undefined ? data.sidebar.badge : { text: method.toUpperCase(), variant: 'default', class: method.toLowerCase() },
    attrs: {},
  };
}

function byOrder(one: Listed, other: Listed): number {
  return (one.data.sidebar.order ?? 0) - (other.data.sidebar.order ?? 0);
}

function nameOf(id: string): string {
  return id.replace(/^guides\//, '');
}

/** With a capital in front, as headings are: tags are written small in the contract. */
export function inSentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
