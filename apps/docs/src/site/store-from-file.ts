import { existsSync } from 'node:fs';
import type { AstroIntegration } from 'astro';
import { storeFile } from './store-file.ts';

/** Astro's module that holds what the loaders have loaded. */
const STORE_MODULE = '\0astro:data-layer-content';

/**
 * In development, has the rendering process read what was loaded from Astro's file. Astro would write all of it (7 MB) into the
 * source of a module, and each change of a page would have Vite take that apart, which is a third of a second.
 */
export function storeFromFile(): AstroIntegration {
  return {
    name: 'plumbline-store-from-file',
    hooks: {
      'astro:config:setup'({ command, config, updateConfig }) {
        if (command !== 'dev') return;
        const store = storeFile(config.root);
        const load = {
          order: 'pre' as const, // Before Astro's own.
          handler: (id: string) => (id === STORE_MODULE && existsSync(store) ? moduleOf(store) : undefined),
        };
        updateConfig({ vite: { plugins: [{ name: 'plumbline-store-from-file', load }] } });
      },
    },
  };
}

function moduleOf(store: string): string {
  return `import { readFileSync } from 'node:fs';\nexport default JSON.parse(readFileSync(${JSON.stringify(store)}, 'utf8'));\n`;
}
