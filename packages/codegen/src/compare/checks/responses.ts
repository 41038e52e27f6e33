import type { DocumentNode } from '../document-node.ts';
import { breaking, note, type Change } from '../finding.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import type { Check } from './check.ts';
import { compareContents } from './contents.ts';

/** The answers: every status that a caller was told of, with its body and headers. */
export const responses: Check = function* ({ base, head }) {
  const [before, after] = [responsesOf(base.node), responsesOf(head.node)];
  for (const [status, one] of before) {
    const other = after.get(status);
    if (other) yield* compareResponse(status, one, other);
    else if (isSuccess(status)) yield breaking(one, `The status ${status} is gone; callers that wait for it take its replacement for a failure.`);
    else yield note(one, `The status ${status} is gone.`);
  }
  for (const [status, one] of after) {
    if (isSuccess(status) && !before.has(status)) yield note(one, `The status ${status} is new.`);
  }
};

function responsesOf(operation: DocumentNode): Map<string, DocumentNode> {
  return new Map(operation.get('responses')?.entries());
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

function* compareResponse(status: string, base: DocumentNode, head: DocumentNode): Iterable<Change> {
  yield* compareContents(base, head, 'response', `the ${status} body`);

  const after = headersOf(head);
  for (const [name, before] of headersOf(base)) {
    const other = after.get(name);
    const label = `The header \`${before.name}\` of the ${status} answer`;
    if (!other) {
      yield breaking(before.node, `${label} is gone, and callers that read it find nothing.`);
      continue;
    }
    if (before.node.child('required')?.value === true && other.node.child('required')?.value !== true) {
      yield breaking(other.node, `${label} was always there and no longer is, so callers that read it can find nothing.`);
    }
    const whole = `the header \`${before.name}\` of the ${status} answer`;
    yield* compareSchemas(before.node.child('schema'), other.node.child('schema'), 'response', whole, other.node);
  }
}

interface Header {
  name: string;
  node: DocumentNode;
}

function headersOf(response: DocumentNode): Map<string, Header> {
  return new Map((response.get('headers')?.entries() ?? []).map(([name, node]) => [name.toLowerCase(), { name, node }]));
}
