import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { siteLoader } from './site/contract-loader.ts';
import { pageFields } from './site/page-fields.ts';
import { readPages } from './site/read-pages.ts';

export const collections = {
  docs: defineCollection({
    loader: siteLoader(readPages),
    schema: docsSchema({ extend: pageFields }),
  }),
};
