import { fileURLToPath } from 'node:url';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { siteLoader } from './site/contract-loader.ts';
import { pageFields } from './site/page-fields.ts';
import { readPages } from './site/read-pages.ts';

const CONTRACT = fileURLToPath(new URL('.', import.meta.resolve('@plumbline/contract/openapi.json')));

export const collections = {
  docs: defineCollection({
    loader: siteLoader({ read: readPages, watched: [CONTRACT] }),
    schema: docsSchema({ extend: pageFields }),
  }),
};
