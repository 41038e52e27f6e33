import { fileURLToPath } from 'node:url';

/** Where Astro keeps in development what the loaders have loaded. @param root the folder of the site */
export function storeFile(root: URL): string {
  return fileURLToPath(new URL('.astro/data-store.json', root));
}
