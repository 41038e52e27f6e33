import type { contract } from '@plumbline/contract';

/** The contract of one version, as it is generated. */
export type Contract = typeof contract;

/** A page that is made from the contract. */
export interface Page {
  /** The address below `/docs/`, with case and dots kept: `operations/createProject`. */
  id: string;
  title: string;
  /** One or two sentences of plain text: what search results and `llms.txt` show. */
  description: string;
  /** CommonMark with tables, without the title. */
  markdown: string;
  /** What the sidebar calls it. */
  label: string;
  badge?: { text: string; variant: 'note' | 'caution' | 'danger' };
  group: 'operations' | 'events' | 'errors' | 'schemas' | 'scopes';
  /** Inside its group: the tag, the status, … */
  section?: string;
  operationId?: string;
  facts?: { method: string; path: string };
}
