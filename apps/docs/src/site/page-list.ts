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

const READ = new Set(GUIDES.flatMap(({ names }) => names).map((name) => `guides/${name}`));

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

/** The home page, the guides, what is made, and then the rest. */
function placeOf({ id, data }: Entry): number {
  if (id === 'index' || id === '') return -1000;
  if (id.startsWith('guides/')) return READ.has(id) ? [...READ].indexOf(id) - 900 : -1;
  return data.page === undefined ? 1_000_000 : (data.sidebar.order ?? 0);
}
