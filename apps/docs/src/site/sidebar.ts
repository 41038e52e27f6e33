import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { GUIDES } from './guides.ts';
import type { MadePage } from './made-page.ts';

type Entry = StarlightRouteData['sidebar'][number];
type Link = Extract<Entry, { type: 'link' }>;

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

const GROUPS = [
  ['operations', 'Operations'],
  ['events', 'Events'],
  ['errors', 'Errors'],
  ['schemas', 'Schemas'],
  ['scopes', 'Scopes'],
] as const;

/**
 * Makes the sidebar of a page: guides in their reading order, then the contract by kind, and inside a kind by its
 * sections. All groups but the guides' are closed, unless the page is in them.
 *
 * @param base what every address begins with: `/docs/`
 * @param current the id of the page
 */
export function sidebarOf(pages: readonly Listed[], base: string, current: string): Entry[] {
  const link = (page: Listed) => linkTo(page, base, current);
  const guides = pages.filter(({ id }) => id.startsWith('guides/'));
  const named = new Set(GUIDES.flatMap(({ names }) => names));
  const others = guides.filter(({ id }) => !named.has(nameOf(id)));
  const read = GUIDES.map(({ label, names }) => {
    const present = names.flatMap((name) => guides.filter(({ id }) => nameOf(id) === name));
    return group(label, present.map(link), false);
  });
  const ordered = pages.toSorted((one, other) => (one.data.sidebar.order ?? 0) - (other.data.sidebar.order ?? 0));
  const contract = GROUPS.map(([kind, label]) => group(label, bySection(ordered.filter(({ data }) => data.page?.group === kind), link), true));
  const rest = pages.filter(({ id, data }) => (data.page?.group ?? 'site') === 'site' && id !== '' && id !== 'index' && id !== '404' && !id.startsWith('guides/'));
  return [...read, group('More guides', others.map(link), false), ...contract, group('More', rest.map(link), true)].filter(({ entries }) => entries.length > 0);
}

/** The links of a sidebar in reading order. */
export function linksOf(entries: readonly Entry[]): Link[] {
  return entries.flatMap((entry) => (entry.type === 'link' ? [entry] : linksOf(entry.entries)));
}

/** What has no section stands in front; the others are in the order in which their sections first appear. */
function bySection(pages: readonly Listed[], link: (page: Listed) => Link): Entry[] {
  const sections = Map.groupBy(pages, ({ data }) => data.page?.section ?? '');
  const loose = (sections.get('') ?? []).map(link);
  sections.delete('');
  return [...loose, ...[...sections].map(([section, inside]) => group(section, inside.map(link), true))];
}

function group(label: string, entries: Entry[], collapsed: boolean): Extract<Entry, { type: 'group' }> {
  return { type: 'group', label, entries, collapsed, badge: undefined };
}

function linkTo({ id, data }: Listed, base: string, current: string): Link {
  const method = data.page?.facts?.method;
  return {
    type: 'link',
    label: data.sidebar.label ?? data.title,
    href: `${base}${id}/`,
    isCurrent: id === current,
    badge: method === undefined ? data.sidebar.badge : { text: method.toUpperCase(), variant: 'default', class: `method method-${method.toLowerCase()}` },
    attrs: {},
  };
}

function nameOf(id: string): string {
  return id.replace(/^guides\//, '');
}
