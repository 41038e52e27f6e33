import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

type Plugin = NonNullable<SatteriProcessorOptions['hastPlugins']>[number];

/**
 * Makes tables of Markdown usable without a mouse and by ear: one that is wider than the window is scrolled with the keyboard
 * (WCAG 2.1.1), and a corner without words is no header of anything.
 */
export const accessibleTables: Plugin = {
  name: 'plumbline-accessible-tables',
  element: [
    {
      filter: ['table'],
      visit: (table, context) => context.setProperty(table, 'tabIndex', 0),
    },
    {
      filter: ['th'],
      visit: (cell) => (cell.children.length === 0 ? { ...cell, tagName: 'td' } : undefined),
    },
  ],
};
