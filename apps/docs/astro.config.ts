import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  base: '/docs',
  trailingSlash: 'ignore',
  // Bundled, since what is rendered stands in this package, where their names lead to the versions of others.
  vite: { environments: { prerender: { resolve: { noExternal: ['cookie', 'js-yaml'] } } } },
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: 'Plumbline',
      // The sidebar is made for each page, from what the collection holds.
      sidebar: [],
      routeMiddleware: './src/site/route-data.ts',
    }),
  ],
});
