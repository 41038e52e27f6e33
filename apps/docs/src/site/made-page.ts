import type { Page } from '../contract-pages/page.ts';

/** A page that is made and has no file: of the contract, or of what is known beside it. */
export type MadePage = Omit<Page, 'group'> & { group: Page['group'] | 'site' };
