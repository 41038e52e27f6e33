import { compareContracts } from '../compare/compare-contracts.ts';
import { DocumentNode } from '../compare/document-node.ts';
import type { Finding } from '../compare/finding.ts';
import type { Bundle } from '../compare/read-bundle.ts';
import { additions } from './additions.ts';
import { announcements } from './announcements.ts';
import { joined, type Entry, type Kind, type Subject } from './entry.ts';
import { inventoryOf, type Item } from './inventory.ts';

/** What both contracts have, and what only one has. */
export interface Diff {
  both: readonly { base: Item; head: Item }[];
  gone: readonly Item[];
  added: readonly Item[];
}

/**
 * Tells a reader what has changed between two contracts.
 *
 * @param today the day of the later one, as a full-date in UTC, by which sunsets have passed
 * @throws BundleError at a reference that leads nowhere
 */
export function changesBetween(base: Bundle, head: Bundle, today: string): Entry[] {
  const { findings, ungated } = compareContracts(base, head, { today });
  const diff = diffOf(inventoryOf(new DocumentNode('base', base)), inventoryOf(new DocumentNode('head', head)));
  const gone = new Set(diff.gone.map(({ subject }) => keyOf(subject)));
  const told = findings.flatMap((finding) => {
    const entry = entryOf(finding);
    const isTold = entry.subjects.some((subject) => subject.type !== 'error' && gone.has(keyOf(subject))) || TOLD_OTHERWISE.test(finding.pointer);
    return isTold ? [] : [entry];
  });
  const entries = joined([...additions(diff), ...told, ...announcements(diff, findings), ...unpromised(ungated.changes), ...rewordings(diff)]);
  const shared = diff.both.filter(({ head: { subject } }) => subject.type === 'operation').length;
  return entries.map((entry) => ofEveryOperation(entry, shared));
}

/** What is told in other words: new properties of a schema, and deprecations, whose findings speak to whoever writes the contract. */
const TOLD_OTHERWISE = /^#\/components\/schemas\/[^/]+\/properties\/[^/]+$|\/(?:x-sunset|deprecated)$/;

function diffOf(before: readonly Item[], after: readonly Item[]): Diff {
  const [base, head] = [before, after].map((items) => new Map(items.map((item) => [keyOf(item.subject), item])));
  return {
    both: after.flatMap((item) => {
      const one = base?.get(keyOf(item.subject));
      return one ? [{ base: one, head: item }] : [];
    }),
    gone: before.filter(({ subject }) => !head?.has(keyOf(subject))),
    added: after.filter(({ subject }) => !base?.has(keyOf(subject))),
  };
}

function keyOf({ type, name }: Subject): string {
  return `${type} ${name}`;
}

/** What is new is at a place of the head that the base has not, what is gone at one of the base; the rest has changed. */
function entryOf({ level, subject, side, pointer, message }: Finding): Entry {
  const kind: Kind = side === 'base' && !pointer.includes('/required/') ? 'Removed' : /\bis new\b|\bcan now carry\b/.test(message) && level === 'note' ? 'Added' : 'Changed';
  const breaking = level === 'breaking';
  if ('operationId' in subject) return { kind, breaking, subjects: [{ type: 'operation', name: subject.operationId }], text: message };
  if ('event' in subject) return { kind, breaking, subjects: [{ type: 'event', name: subject.event }], text: message };
  const [family, name] = subject.component.split('/');
  if (family === 'x-error-catalogue' && name) return { kind, breaking, subjects: [{ type: 'error', name }], text: message };
  const what = { 'x-rate-limits': 'Rate limit', securitySchemes: 'Credentials' }[family ?? ''];
  return { kind, breaking, subjects: [], text: what && name ? `${what} \`${name}\`: ${message}` : message };
}

/** Changes of what is beta or alpha. */
function unpromised(changes: number): Entry[] {
  if (changes === 0) return [];
  return [{ kind: 'Changed', breaking: false, subjects: [], text: `Operations and events that are beta or alpha, which promise nothing: ${changes === 1 ? 'one change' : `${changes} changes`}.` }];
}

/** What is described in other words than before. */
function rewordings({ both }: Diff): Entry[] {
  return both
    .filter(({ base, head }) => Object.entries(head.words).some(([place, text]) => Object.hasOwn(base.words, place) && base.words[place] !== text))
    .map(({ head }) => ({ kind: 'Fixed', breaking: false, subjects: [head.subject], text: 'Described in other words.' }));
}

function ofEveryOperation(entry: Entry, operations: number): Entry {
  const isForAll = operations > 3 && entry.subjects.length === operations && entry.subjects[0]?.type === 'operation';
  return isForAll ? { ...entry, subjects: [], text: `Every operation that was there: ${entry.text}` } : entry;
}
