import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { SITE_LOADER } from './contract-loader.ts';

const CONTRACT = dirname(fileURLToPath(import.meta.resolve('@plumbline/contract/openapi.json')));
const SOURCES = ['contract-pages', 'samples', '../recordings'].map((name) => join(import.meta.dirname, '..', name));

/** What is generated from the contract; of this, the pages show all but the types. */
const GENERATED = /^(?!types\.).*\.gen\.(?:ts|json)$/;

type Refresh = Parameters<NonNullable<AstroIntegration['hooks']['astro:server:setup']>>[0]['refreshContent'];

/** Milliseconds without another change until the pages are made; the generated files are several. */
const QUIET = 20;

/** Milliseconds that the open page takes from there. */
const SHOWN = 300;

/** How often Astro is asked, which is deaf while it starts, and how many milliseconds apart. */
const [ASKED_AT_MOST, APART] = [6000, 10];

/**
 * In development, has the pages of the contract made again when it, or what makes them, has changed. Astro is asked to load
 * them, since what it is asked for shows at once; what a loader changes by itself is saved half a second later.
 */
export function followSources(): AstroIntegration {
  return {
    name: 'plumbline-follow-sources',
    hooks: {
      'astro:config:setup'({ config, updateConfig }) {
        // Astro reads its settings anew at every JSON file that it sees change, and loads nothing meanwhile. What it knows of
        // images it writes before the pages, and Vite would have the open page load again between the two.
        const ignored = [`${CONTRACT}/**`, fileURLToPath(new URL('.astro/content-assets.mjs', config.root))];
        updateConfig({ vite: { server: { watch: { ignored } } } });
      },
      'astro:server:setup'({ server, refreshContent, logger }) {
        let timer: NodeJS.Timeout | undefined;
        const changed = () => {
          clearTimeout(timer);
          process.send?.('loading'); // To the loop that has started this, which keeps the processor free meanwhile.
          timer = setTimeout(() => {
            ask(refreshContent)
              .catch((error: unknown) => logger.error(`The site stays as it was: ${error instanceof Error ? error.message : String(error)}`))
              .finally(() => setTimeout(() => process.send?.('loaded'), SHOWN));
          }, QUIET);
        };
        const watching = watch(CONTRACT, (_event, name) => {
          if (name !== null && GENERATED.test(name)) changed();
        });
        server.httpServer?.once('close', () => watching.close());
        const seen = (path: string) => {
          if (isBelow(path, SOURCES)) changed();
        };
        server.watcher.add(SOURCES);
        server.watcher.on('add', seen).on('change', seen).on('unlink', seen);
      },
    },
  };
}

/** Asks until the loader has heard: while Astro starts, or reads its settings anew, it is deaf. */
async function ask(refreshContent: Refresh): Promise<void> {
  const context = { isHeard: false };
  for (let times = 0; times < ASKED_AT_MOST; times += 1) {
    await refreshContent?.({ loaders: [SITE_LOADER], context });
    if (context.isHeard) return;
    await wait(APART);
  }
  throw new Error(`Astro did not load it within ${(ASKED_AT_MOST * APART) / 1000} s. Start it again, once its settings are right.`);
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
