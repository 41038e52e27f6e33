import { getCollection } from 'astro:content';

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
  data: { title: string; description?: string; page?: { group: SitePage['group'] } };
}

/** Gives every page of the site: guides and pages of the contract, in the order of the collection. */
export async function pageList(): Promise<SitePage[]> {
  const entries: Entry[] = await getCollection('docs');
  return entries
    .filter(({ id }) => id !== '404')
    .map(({ id, body = '', data }) => ({
      id: id === 'index' ? '' : id,
      title: data.title,
      description: data.description ?? '',
      markdown: body.trim(),
      group: data.page?.group ?? (id.startsWith('guides/') ? 'guides' : 'site'),
    }));
}
