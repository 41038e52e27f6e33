import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

type Entry = NonNullable<SatteriProcessorOptions['hastPlugins']>[number];
type Definition = Exclude<Entry, ((...given: never[]) => unknown) | readonly unknown[] | null | undefined | false>;
type Visitor = Extract<NonNullable<Definition['element']>, { filter: string[] }>;
type Element = Parameters<Visitor['visit']>[0];

/** How many letters of a row a narrow window (390 px) has room for, with the spaces between columns. */
const ROOM = 42;

/**
 * Marks tables that a narrow window has no room for: their rows are then shown as blocks, a cell below the other, where each
 * but the first and the last says in `data-column` what it is about. The styles are in content.css.
 */
export const stackedTables: Definition = {
  name: 'plumbline-stacked-tables',
  element: {
    filter: ['table'],
    visit(table, context) {
      const rows = elementsOf(table).flatMap(elementsOf).map(elementsOf);
      const widest = Math.max(...rows.map((cells) => cells.reduce((sum, cell) => sum + context.textContent(cell).length, 0)));
      if (widest <= ROOM) return;

      context.setProperty(table, 'className', 'stacks');
      const [head = [], ...body] = rows;
      const columns = head.map((cell) => context.textContent(cell));
      for (const cells of body) {
        for (const [index, cell] of cells.entries()) if (index > 0 && index < cells.length - 1) context.setProperty(cell, 'data-column', columns[index]);
      }
    },
  },
};

function elementsOf({ children }: Element): Element[] {
  return children.filter((child) => child.type === 'element');
}
