import { statSync } from 'node:fs';
import type { AstroIntegration } from 'astro';
import { storeFile } from './store-file.ts';

/**
 * In development, has a page loaded again that was asked for before the last change and was not yet connected when Vite told all
 * pages of it: between two saves that follow close on each other, it would stay as it was.
 */
export function catchUp(): AstroIntegration {
  let store = '';
  return {
    name: 'plumbline-catch-up',
    hooks: {
      'astro:config:done'({ config }) {
        store = storeFile(config.root);
      },
      'astro:server:setup'({ server }) {
        let asked = 0;
        server.middlewares.use((request, _response, next) => {
          if (request.headers.accept?.includes('text/html')) asked = Date.now();
          next();
        });
        server.environments.client.hot.on('vite:client:connect', (_payload, client) => {
          const changed = statSync(store, { throwIfNoEntry: false })?.mtimeMs ?? 0;
          if (changed > asked) client.send({ type: 'full-reload', path: '*' });
        });
      },
    },
  };
}
