import type { MadePage } from './made-page.ts';
import { inSentenceCase } from './sidebar.ts';

const KINDS: Readonly<Record<string, string>> = { operations: 'Operations', events: 'Events', errors: 'Errors', schemas: 'Schemas' };

/** A step on the way to a page; the last ones need not be pages themselves. */
interface Step {
  label: string;
  href?: string;
}

/** Where a page stands: its kind, with its list, and its section. Empty for what is a list itself, and for the home page. */
export function trailOf(id: string, page?: Pick<MadePage, 'group'> & { section?: string | undefined }): Step[] {
  if (id.startsWith('guides/')) return [{ label: 'Guides' }];
  const label = page && KINDS[page.group];
  if (!page || label === undefined || id === page.group) return [];

  return [{ label, href: `/docs/${page.group}/` }, ...(page.section === undefined ? [] : [{ label: inSentenceCase(page.section) }])];
}
