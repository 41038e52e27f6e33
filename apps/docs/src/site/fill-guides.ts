import type { Loader, LoaderContext } from 'astro/loaders';
import type { Fragments } from '../contract-pages/fragments.ts';
import { asksForFragments, withFragments } from '../contract-pages/with-fragments.ts';

type Entry = Parameters<LoaderContext['store']['set']>[0];

/**
 * Puts what guides ask of the contract (`<!-- contract: plan-table -->`) into what a loader of their files loads: into the
 * text that is kept as well as into what is rendered. A guide changes with what it shows.
 *
 * @param fragments as they are now
 * @throws Error that names the guide, when it is loaded, and what it asks for and there is none of
 */
export function fillGuides(guides: Loader, fragments: () => Fragments): Loader {
  return {
    ...guides,
    async load(context) {
      let filling: Promise<void>[] | undefined = [];
      const set = (entry: Entry): boolean => {
        if (!asksForFragments(entry.body)) return context.store.set(entry);
        const filled = fill(context, entry, fragments());
        // In development, a guide comes again when nobody waits for it any more.
        if (filling) filling.push(filled);
        else filled.catch((error: unknown) => context.logger.error(String(error)));
        return true;
      };
      const generateDigest = (data: Record<string, unknown> | string) =>
        context.generateDigest(typeof data === 'string' && asksForFragments(data) ? data + JSON.stringify(fragments()) : data);
      await guides.load({ ...context, store: { ...context.store, set }, generateDigest });
      await Promise.all(filling);
      filling = undefined;
    },
  };
}

async function fill({ store, renderMarkdown, config }: LoaderContext, entry: Entry, fragments: Fragments): Promise<void> {
  const { filePath = entry.id } = entry;
  try {
    const body = withFragments(entry.body ?? '', fragments);
    store.set({ ...entry, body, rendered: await renderMarkdown(body, { fileURL: new URL(filePath, config.root) }) });
  } catch (error) {
    throw new Error(`${filePath} cannot be shown: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
