import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { siteLoader } from './site/contract-loader.ts';
import { pageFields } from './site/page-fields.ts';
import { readPages } from './site/read-pages.ts';

const CONTRACT = dirname(fileURLToPath(import.meta.resolve('@plumbline/contract/openapi.json')));
const SOURCES = ['src/contract-pages', 'src/samples', 'recordings'].map((name) => join(import.meta.dirname, '..', name));

export const collections = {
  docs: defineCollection({
    loader: siteLoader({ read: readPages, watched: [CONTRACT, ...SOURCES] }),
    schema: docsSchema({ extend: pageFields }),
  }),
};
