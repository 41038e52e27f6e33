import { expect, it } from 'vitest';
import { compareContracts, type Comparison } from '../../src/compare/compare-contracts.ts';
import type { Finding } from '../../src/compare/finding.ts';
import { BASE } from './base-document.ts';

/** The day on which rows are compared. */
export const TODAY = '2026-11-24';

/** Changes a copy of the base document: values by their pointer, where undefined removes one. */
export type Mutation = Record<string, unknown>;

/**
 * One change of the base document, and every finding: `breaking createNote #/paths/~1notes/post: part of the message`, where
 * a place in the base is written `base #/…`. An event is named by its name and a component by its path.
 */
export type Row = [name: string, mutation: Mutation, ...findings: string[]];

/** Compares the base document with every row's copy. */
export function documentRows(rows: Row[], before: Mutation = {}): void {
  it.each(rows.map(([name, mutation, ...findings]) => ({ name, mutation, findings })))('$name', ({ mutation, findings }) => {
    const found = compared(mutation, before).findings.map(written);
    const wanted = findings.map((want, index) => {
      const [place, message] = halves(want);
      const [actual, text] = halves(found[index] ?? '');
      return actual === place && text.includes(message) ? found[index] : want;
    });
    expect(found).toEqual(wanted);
  });
}

/** Compares the base document, changed by `before`, with a further changed copy. */
export function compared(mutation: Mutation, before: Mutation = {}, today: string = TODAY): Comparison {
  const base = mutated(BASE, before);
  return compareContracts(base, mutated(base, mutation), { today });
}

function halves(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}

function mutated(document: object, mutation: Mutation): object {
  const copy = structuredClone(document);
  for (const [pointer, value] of Object.entries(mutation)) {
    const steps = pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const key = steps.pop() ?? '';
    const parent = steps.reduce<Record<string, unknown>>((node, step) => {
      if (!Object.hasOwn(node, step)) throw new Error(`The row's pointer ${pointer} leads nowhere at ${step}.`);
      return node[step] as Record<string, unknown>; // A row names a place that the document has.
    }, copy as Record<string, unknown>);
    if (value !== undefined) parent[key] = value;
    else if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }
  return copy;
}

function written({ level, subject, side, pointer, message }: Finding): string {
  const name = 'event' in subject ? subject.event : 'component' in subject ? subject.component : subject.operationId;
  return `${level} ${name} ${side === 'base' ? 'base ' : ''}${pointer}: ${message}`;
}
