import { getCollection } from 'astro:content';
import { GUIDES } from './guides.ts';

/** A page of the site, as its Markdown twin and `llms.txt` show it. */
export interface SitePage {
  /** The address below `/docs/`; empty for the home page. */
  id: string;
  title: string;
  description: string;
  /** The body as it was written, without the title. */
  markdown: string;
  /** What the page is made from: the contract, in one of its kinds, or a file. */
  group: 'guides' | 'operations' | 'events' | 'errors' | 'schemas' | 'scopes' | 'site';
}

interface Entry {
  id: string;
  body?: string;
  data: { title: string; description?: string; sidebar: { order?: number }; page?: { group: SitePage['group'] } };
}

const GUIDE_NAMES = GUIDES.flatMap(({ names }) => names);

/** Gives every page of the site: guides and pages of the contract, guides as they are read, the contract's in its order. */
export async function pageList(): Promise<SitePage[]> {
  const entries: Entry[] = await getCollection('docs');
  return entries
    .filter(({ id }) => id !== '404')
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map(({ id, body = '', data }) => ({
      id: id === 'index' ? '' : id,
      title: data.title,
      description: data.description ?? '',
      markdown: body.trim(),
      group: data.page?.group ?? (id.startsWith('guides/') ? 'guides' : 'site'),
    }));
}

function placeOf({ id, data }: Entry): number {
  if (!id.startsWith('guides/')) return data.sidebar.order ?? 0;
  const place = GUIDE_NAMES.indexOf(id.replace(/^guides\//, ''));
  return place === -1 ? GUIDE_NAMES.length : place;
}
