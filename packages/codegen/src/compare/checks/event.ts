import type { DocumentNode } from '../document-node.ts';
import { breaking } from '../finding.ts';
import type { Check } from './check.ts';
import { compareContents } from './contents.ts';

/** What is sent for an event. It is ours to send, so it is compared as an answer is. */
export const event: Check = function* ({ base, head }) {
  const [before, after] = [base.node.get('requestBody'), head.node.get('requestBody')];
  if (before && !after) yield breaking(before, 'The payload is gone, and receivers that read it find nothing.');
  if (before && after) yield* compareContents(before, after, 'response', 'the payload');

  const headers = headersOf(head.node);
  for (const [name, header] of headersOf(base.node)) {
    const other = headers.get(name);
    if (!other) yield breaking(header, `The header \`${name}\` is gone, and receivers that read it find nothing.`);
    else if (isRequired(header) && !isRequired(other)) yield breaking(other, `The header \`${name}\` was always there and no longer is, so receivers that read it can find nothing.`);
  }
};

function headersOf(operation: DocumentNode): Map<string, DocumentNode> {
  const parameters = (operation.child('parameters')?.elements() ?? []).map((written) => written.followed());
  return new Map(parameters.filter((one) => one.text('in') === 'header').map((one) => [(one.text('name') ?? '').toLowerCase(), one]));
}

function isRequired(header: DocumentNode): boolean {
  return header.child('required')?.value === true;
}
