import type { ContractIndex, ErrorEntry } from './contract-index.ts';
import { errorLink, guideLink } from './links.ts';
import { blocks, bullets, code, prose, section, table } from './markdown.ts';
import type { Page } from './page.ts';
import { phraseOf } from '../client-names.ts';

/**
 * All error codes on one page, each below a heading that is its anchor (`/docs/errors#project_not_found`), since answers
 * of older servers lead there.
 */
export function errorIndex({ errors }: ContractIndex): Page {
  const ofOperations = errors.filter(({ isOfServer }) => !isOfServer);
  const ofServer = errors.filter(({ isOfServer }) => isOfServer);
  return {
    id: 'errors',
    title: 'Errors',
    description: `The ${errors.length} error codes of the API, by status: what each means and what to do.`,
    markdown: blocks(
      `Every answer that is no success has one of these codes in ${code('error.code')}. Compare the code, not the message. The guide to ${guideLink('errors', 'errors')} says how to deal with them.`,
      ...byStatus(ofOperations).map(([status, inside]) => section(`## ${status} ${phraseOf(status)}`, ...inside.map(entry))),
      ofServer.length > 0 && section('## Errors of the server', 'These are raised before the server knows which operation is meant, so no operation lists them.', ...ofServer.map(entry)),
    ),
    label: 'All errors',
    group: 'errors',
  };
}

function entry(error: ErrorEntry): string {
  const { code: name, status, title, cause, remedy, retryable } = error;
  return section(
    `### ${code(name)}`,
    `${status} · ${prose(title)}.`,
    bullets([`**Cause**: ${prose(cause)}`, `**What to do**: ${prose(remedy)}`, `**Retry**: ${retryable ? 'the same request can succeed later.' : 'the same request fails again.'}`]),
    `Example, class and operations: ${errorLink(name)}.`,
  );
}

/** Each code with its status, what it means, and whether a retry can help. */
export function errorTable({ errors }: ContractIndex): string {
  const rows = byStatus(errors).flatMap(([, inside]) => inside.map(({ code: name, status, title, retryable }) => [errorLink(name), String(status), prose(title), retryable ? 'yes' : 'no']));
  return table(['Code', 'Status', 'Meaning', 'Retry'], rows);
}

function byStatus(errors: readonly ErrorEntry[]): [number, ErrorEntry[]][] {
  return [...Map.groupBy(errors, ({ status }) => status)].toSorted(([one], [other]) => one - other);
}
