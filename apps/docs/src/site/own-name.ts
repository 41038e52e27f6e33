import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

type Plugin = NonNullable<SatteriProcessorOptions['hastPlugins']>[number];

/**
 * Lets the page of an operation be the first that the search finds for its operationId: where the page says its own name, as
 * code, it weighs more than where others name it (Pagefind, `data-pagefind-weight`, at most 10).
 */
export const ownName: Plugin = ({ fileURL }) => {
  if (!fileURL?.pathname.includes('/operations/')) return undefined;
  const name = basename(fileURLToPath(fileURL), '.md');
  return {
    name: 'plumbline-own-name',
    element: {
      filter: ['code'],
      visit(code, context) {
        const [text] = code.children;
        if (text?.type === 'text' && text.value === name) context.setProperty(code, 'data-pagefind-weight', '10');
      },
    },
  };
};
