import { hasPassed } from '../calendar.ts';
import { DocumentNode } from '../compare/document-node.ts';
import { operationsOf } from '../compare/operations.ts';

/**
 * Finds what should be gone from a contract: every operation and event whose `x-sunset` has passed.
 *
 * @param document a bundled document
 * @param today a full-date in UTC
 * @returns a line for each: what it is, where its date stands, and what to do
 */
export function passedSunsets(document: unknown, today: string): string[] {
  const root = new DocumentNode('head', document);
  return [...operationsOf(root, 'paths'), ...operationsOf(root, 'webhooks')].flatMap(({ id, method, path, node }) => {
    const sunset = node.child('x-sunset');
    if (typeof sunset?.value !== 'string' || !hasPassed(sunset.value, today)) return [];
    return [`${id} (${method} ${path}), ${sunset.pointer}: its sunset of ${sunset.value} has passed. Remove it from the contract, or give it a later x-sunset.`];
  });
}
