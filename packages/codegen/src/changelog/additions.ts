import { parametersOf } from '../compare/checks/parameters.ts';
import { stabilityOf } from '../compare/operations.ts';
import type { Diff } from './changes.ts';
import type { Entry } from './entry.ts';
import type { Item } from './inventory.ts';

/** What is new and breaks nobody: operations, events, error codes and scopes, optional parameters, properties of schemas. */
export function additions({ both, added }: Diff): Entry[] {
  return [
    // A new schema comes with what uses it, which says more.
    ...added.filter(({ subject }) => subject.type !== 'schema').map(entryFor),
    ...both.flatMap(({ base, head }) => [...newParameters(base, head), ...newProperties(base, head)]),
  ];
}

function entryFor({ subject, summary, operation }: Item): Entry {
  const stability = operation ? stabilityOf(operation) : 'stable';
  const promise = stability === 'stable' ? '' : `It is ${stability}, and promises nothing yet.`;
  return { kind: 'Added', breaking: false, subjects: [subject], text: operation ? [summary, promise].filter((part) => part !== '').join(' ') : '' };
}

function newParameters({ operation: before }: Item, { subject, operation: after }: Item): Entry[] {
  if (!before || !after) return [];
  const known = parametersOf(before);
  return [...parametersOf(after)]
    .filter(([key, { node, place }]) => !known.has(key) && place !== 'path' && node.child('required')?.value !== true)
    .map(([, { label }]) => ({ kind: 'Added', breaking: false, subjects: [subject], text: `${label} is new and can be left out.` }));
}

function newProperties(before: Item, { subject, node }: Item): Entry[] {
  if (subject.type !== 'schema') return [];
  const [known, now] = [before.node, node].map((schema) => (schema.get('properties')?.entries() ?? []).map(([name]) => name));
  // Where an object had none, it was described otherwise.
  if (!known || known.length === 0) return [];
  return (now ?? []).filter((name) => !known.includes(name)).map((name) => ({ kind: 'Added', breaking: false, subjects: [subject], text: `The property \`${name}\` is new.` }));
}
