import type { Loader, LoaderContext } from 'astro/loaders';
import { describe, expect, it } from 'vitest';
import { siteLoader } from './contract-loader.ts';
import type { MadePage } from './made-page.ts';

interface Stored {
  id: string;
  data: { sidebar?: { order: number }; page?: object };
  body?: string;
  rendered?: { html: string };
}

const page = (id: string, description = `What ${id} is.`): MadePage => ({ id, title: id, description, markdown: `${description}\n\nThe text.`, label: id, group: 'schemas' });

/** Loads one guide and, as Astro's loader of files does, removes whatever else there is. */
const files: Loader = {
  name: 'files',
  async load({ store }) {
    for (const id of store.keys()) if (id !== 'guides/jobs') store.delete(id);
    store.set({ id: 'guides/jobs', data: {}, body: 'A guide.' });
  },
};

/** A collection, as Astro hands it to a loader, and what is done with it. */
function collection() {
  const kept = new Map<string, Stored>();
  const rendered: string[] = [];
  const context = {
    store: {
      get: (id: string) => kept.get(id),
      set: (entry: Stored) => kept.set(entry.id, entry).has(entry.id),
      delete: (id: string) => kept.delete(id),
      keys: () => [...kept.keys()],
    },
    config: { root: new URL('file:///site/'), srcDir: new URL('file:///site/src/') },
    generateDigest: (data: unknown) => JSON.stringify(data),
    parseData: async ({ data }: { data: object }) => data,
    renderMarkdown: async (markdown: string) => {
      rendered.push(markdown);
      return { html: markdown };
    },
    watcher: {},
  } as unknown as LoaderContext; // What this loader reads of it.
  return { kept, rendered, context, ids: () => [...kept.keys()].toSorted() };
}

const loader = (pages: () => readonly MadePage[]) => siteLoader(async () => ({ pages: pages(), fragments: {} }), files);

describe('siteLoader', () => {
  it('keeps the guides beside the pages of the contract, which have their order and no second description', async () => {
    const { context, kept, ids } = collection();
    await loader(() => [page('schemas/Project'), page('schemas/Job')]).load(context);
    expect(ids()).toEqual(['guides/jobs', 'schemas/Job', 'schemas/Project']);
    expect(kept.get('schemas/Job')).toMatchObject({ data: { sidebar: { label: 'schemas/Job', order: 1 }, page: { group: 'schemas' } }, body: 'The text.' });
  });

  it('renders again only what has changed, and forgets what is no longer made', async () => {
    const { context, kept, rendered, ids } = collection();
    let pages = [page('schemas/Project'), page('schemas/Job'), page('schemas/Task')];
    const { load } = loader(() => pages);
    await load(context);
    rendered.length = 0;
    pages = [page('schemas/Task'), { ...page('schemas/Project'), markdown: 'Another text.' }];
    await load(context);
    expect(rendered).toEqual(['Another text.']);
    expect(ids()).toEqual(['guides/jobs', 'schemas/Project', 'schemas/Task']);
    expect(kept.get('schemas/Task')).toMatchObject({ data: { sidebar: { order: 0 } } });
  });

  it('forgets, after a new start, what was made before it', async () => {
    const { context, ids } = collection();
    await loader(() => [page('schemas/Gone')]).load(context);
    await loader(() => [page('schemas/Job')]).load(context);
    expect(ids()).toEqual(['guides/jobs', 'schemas/Job']);
  });

  it('says that it heard when it is asked to load again, and watches the guides only once', async () => {
    const { context, ids } = collection();
    const watchers: unknown[] = [];
    const watching: Loader = { name: 'files', load: async ({ watcher }) => void watchers.push(watcher) };
    let pages = [page('schemas/Project')];
    const { load } = siteLoader(async () => ({ pages, fragments: {} }), watching);
    await load(context);

    pages = [page('schemas/Job')];
    const refreshContextData: Record<string, unknown> = {};
    await load({ ...context, refreshContextData });
    expect(refreshContextData).toEqual({ isHeard: true });
    expect(ids()).toEqual(['schemas/Job']);
    expect(watchers).toEqual([{}, undefined]);
  });
});
