import { docsLoader } from '@astrojs/starlight/loaders';
import type { Loader, LoaderContext } from 'astro/loaders';
import type { Fragments } from '../contract-pages/fragments.ts';
import { withoutLead } from '../contract-pages/lead.ts';
import { fillGuides } from './fill-guides.ts';
import type { MadePage } from './made-page.ts';

/** What is made and has no file. */
export interface Made {
  pages: readonly MadePage[];
  /** What guides can show of the contract. */
  fragments: Fragments;
}

/** What this loader is called, by those who ask for it to load again. */
export const SITE_LOADER = 'plumbline-site';

/**
 * Loads the guides from their files, with what they ask of the contract, and the pages of the contract from `read`, into
 * one collection. A page that has not changed is not rendered again. When it is asked to load again, it says so in `isHeard`.
 *
 * @param read makes the pages anew; called each time
 * @param files loads the guides
 */
export function siteLoader(read: () => Promise<Made>, files = docsLoader()): Loader {
  let fragments: Fragments = {};
  const guides = fillGuides(files, () => fragments);
  const made = new Set<string>();

  async function loadAll(context: LoaderContext): Promise<void> {
    const fresh = await read();
    fragments = fresh.fragments;
    const isMade = (id: string) => made.has(id) || context.store.get(id)?.data['page'] !== undefined;
    // The loader of files removes what has no file, so it must not see the pages that never had one.
    const keys = () => context.store.keys().filter((id) => !isMade(id));
    await Promise.all([guides.load({ ...context, store: { ...context.store, keys } }), loadPages(context, fresh.pages)]);
  }

  async function loadPages(context: LoaderContext, pages: readonly MadePage[]): Promise<void> {
    const present = new Set(pages.map(({ id }) => id));
    for (const id of made) if (!present.has(id)) context.store.delete(id);
    made.clear();
    for (const [order, page] of pages.entries()) {
      made.add(page.id);
      await loadPage(context, page, order);
    }
  }

  return {
    name: SITE_LOADER,
    async load(context) {
      for (const id of context.store.keys()) if (context.store.get(id)?.data['page'] !== undefined) made.add(id);
      const asked = context.refreshContextData;
      if (asked) asked['isHeard'] = true;
      // The guides' files are watched since the first time.
      await loadAll(asked ? { ...context, watcher: undefined } : context);
    },
  };
}

async function loadPage({ store, parseData, renderMarkdown, generateDigest, config }: LoaderContext, page: MadePage, order: number): Promise<void> {
  const { id, title, description, label, badge, group, section, operationId, facts } = page;
  const present = store.get(id);
  const content = generateDigest({ ...page });
  const digest = `${content} ${order}`;
  if (present?.digest === digest) return;

  // Every page shows its description under its title.
  const markdown = withoutLead(page);
  // The collection is sorted by id; the order of the contract is kept in the page.
  const sidebar = { label, order, ...(badge && { badge }) };
  const data = await parseData({ id, data: { title, description, sidebar, page: { group, section, operationId, facts } } });
  // A page that only has another place among the others is not rendered again, which is what takes time. Starlight looks at
  // the address of the file to know that its plugins are meant.
  const isSame = String(present?.digest).startsWith(`${content} `);
  const rendered = (isSame && present?.rendered) || (await renderMarkdown(markdown, { fileURL: new URL(`content/docs/${id}.md`, config.srcDir) }));
  store.set({ id, data, body: markdown, filePath: `src/content/docs/${id}.md`, digest, rendered });
}
