import { withoutLead } from '../contract-pages/lead.ts';
import type { SitePage } from './page-list.ts';

/** A page as one Markdown document: title, description, body. */
export function twinOf(page: Pick<SitePage, 'title' | 'description' | 'markdown'>): string {
  return [`# ${page.title}`, page.description, withoutLead(page)].filter((part) => part !== '').join('\n\n') + '\n';
}
