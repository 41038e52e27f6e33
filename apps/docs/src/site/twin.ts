import type { SitePage } from './page-list.ts';

/** A page as one Markdown document: title, description, body. */
export function twinOf({ title, description, markdown }: Pick<SitePage, 'title' | 'description' | 'markdown'>): string {
  return [`# ${title}`, description, markdown].filter((part) => part !== '').join('\n\n') + '\n';
}
