import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { accessibleTables } from './src/site/accessible-tables.ts';
import { catchUp } from './src/site/catch-up.ts';
import { followSources } from './src/site/follow-sources.ts';
import { ownName } from './src/site/own-name.ts';
import { stackedTables } from './src/site/stacked-tables.ts';
import { storeFromFile } from './src/site/store-from-file.ts';

// Canonical addresses and the sitemap name the production server of the contract, wherever a copy of the site is served.
const document = JSON.parse(readFileSync(new URL(import.meta.resolve('@plumbline/contract/openapi.json')), 'utf8')) as { servers: { url: string }[] };
const site = new URL(document.servers[0]?.url ?? 'http://127.0.0.1:3000').origin;

// The file that browsers load, which the package does not export.
const scalar = join(dirname(fileURLToPath(import.meta.resolve('@scalar/api-reference'))), 'browser/standalone.js');

// `npm run dev` says on which port the site is, and where the API is, which has the rest of the same origin. Astro has taken
// its base off an address before Vite looks where it leads.
const { DOCS_DEV_PORT: port, DOCS_API_URL: api, DOCS_CACHE: cacheDir } = process.env;
const proxy = api && {
  '^/(?:v2/)?(?:reference|openapi\\.(?:json|yaml))$': { target: api, rewrite: (path: string) => `/docs${path}` },
  '^/v[12]/': api,
};

export default defineConfig({
  site,
  base: '/docs',
  trailingSlash: 'ignore',
  ...(cacheDir && { cacheDir }),
  // Bundled, since what is rendered stands in this package, where their names lead to the versions of others.
  vite: {
    environments: { prerender: { resolve: { noExternal: ['cookie', 'js-yaml'] } } },
    resolve: { alias: [{ find: /^scalar-standalone(?=\?)/, replacement: scalar }] },
    ...(proxy && { server: { strictPort: true, proxy } }),
  },
  ...(port && { server: { host: '127.0.0.1', port: Number(port) } }),
  markdown: { processor: satteri({ hastPlugins: [accessibleTables, stackedTables, ownName] }) },
  devToolbar: { enabled: false },
  integrations: [
    followSources(),
    storeFromFile(),
    catchUp(),
    starlight({
      title: 'Plumbline',
      titleDelimiter: '·',
      customCss: ['./src/styles/theme.css', './src/styles/content.css', './src/styles/sidebar.css', './src/styles/reading.css'],
      components: {
        MarkdownContent: './src/components/MarkdownContent.astro',
        PageTitle: './src/components/PageTitle.astro',
        Sidebar: './src/components/Sidebar.astro',
        SiteTitle: './src/components/SiteTitle.astro',
        SocialIcons: './src/components/Versions.astro',
      },
      expressiveCode: {
        themes: ['github-dark-default', 'github-light-default'],
        // Lines of code that are wrapped need no scrolling, which the keyboard would have to be able to do.
        defaultProps: { wrap: true, overridesByLang: { 'sh,bash': { frame: 'code' } } },
        styleOverrides: {
          borderColor: 'var(--sl-color-hairline)',
          borderRadius: '0.5rem',
          codeBackground: 'var(--code-ground)',
          frames: {
            editorActiveTabIndicatorTopColor: 'transparent',
            editorActiveTabIndicatorBottomColor: 'transparent',
            editorTabBarBackground: 'var(--code-ground)',
            editorActiveTabBackground: 'var(--code-ground)',
            // A title stands above its code without a line, which would begin only beside it.
            editorTabBarBorderColor: 'transparent',
            editorTabBarBorderBottomColor: 'transparent',
            editorActiveTabBorderColor: 'transparent',
            shadowColor: 'transparent',
          },
        },
      },
      // The sidebar is made for each page, from what the collection holds.
      sidebar: [],
      routeMiddleware: './src/site/route-data.ts',
    }),
  ],
});
