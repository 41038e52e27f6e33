import type { Loader, LoaderContext } from 'astro/loaders';
import { expect, it } from 'vitest';
import type { Fragments } from '../contract-pages/fragments.ts';
import { fillGuides } from './fill-guides.ts';

interface Stored {
  id: string;
  body?: string;
  digest?: string | number;
  rendered?: { html: string };
}

/** Loads guides of these texts, by their ids, and gives what is kept of them. */
async function loaded(texts: Record<string, string>, fragments: Fragments): Promise<Map<string, Stored>> {
  const kept = new Map<string, Stored>();
  const files: Loader = {
    name: 'files',
    async load({ store, generateDigest }) {
      for (const [id, body] of Object.entries(texts)) store.set({ id, data: {}, body, filePath: `src/${id}.md`, digest: generateDigest(body), rendered: { html: body } });
    },
  };
  const context = {
    store: { set: (entry: Stored) => kept.set(entry.id, entry).has(entry.id) },
    generateDigest: String,
    renderMarkdown: async (markdown: string) => ({ html: `<p>${markdown}</p>` }),
    config: { root: new URL('file:///site/') },
    logger: { error: () => {} },
  } as unknown as LoaderContext; // What the loader of files and this one read of it.
  await fillGuides(files, () => fragments).load(context);
  return kept;
}

it('fills what is kept and what is rendered, and leaves other guides alone', async () => {
  const kept = await loaded({ limits: '<!-- contract: plan-table -->', other: 'Text.' }, { 'plan-table': 'free' });
  expect(kept.get('limits')).toMatchObject({ body: 'free', rendered: { html: '<p>free</p>' } });
  expect(kept.get('other')).toMatchObject({ body: 'Text.', digest: 'Text.', rendered: { html: 'Text.' } });
});

it('tells a guide from what it was when the contract says something else', async () => {
  const [before, after] = await Promise.all(['free', 'pro'].map((text) => loaded({ limits: '<!-- contract: plan-table -->' }, { 'plan-table': text })));
  expect(after?.get('limits')?.digest).not.toBe(before?.get('limits')?.digest);
});

it('names the guide that asks for what there is none of', async () => {
  await expect(loaded({ limits: '<!-- contract: plans -->' }, { 'plan-table': 'free' })).rejects.toThrow('src/limits.md cannot be shown: there is no `plans`');
});
