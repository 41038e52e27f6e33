/** The kinds of changes, in the order in which they are told (keepachangelog.com, 1.1.0). */
export const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed'] as const;
export type Kind = (typeof KINDS)[number];

/** What of the contract has changed: an operation by its id, an event, an error code or a schema by its name, a scope. */
export interface Subject {
  type: 'operation' | 'event' | 'error' | 'schema' | 'scope';
  name: string;
}

/** One change, for a reader of the changelog. */
export interface Entry {
  kind: Kind;
  /** Whether a program that was right before can go wrong. */
  breaking: boolean;
  /** Empty for what concerns the whole API. */
  subjects: readonly Subject[];
  /** A sentence, in Markdown; empty where the subjects say it all. */
  text: string;
}

/** What has changed in a day, or with a release. */
export interface Section {
  /** A full-date in UTC. */
  date: string;
  /** The tag of the release, if it is one. */
  release: string | undefined;
  entries: readonly Entry[];
}

/** Joins what is said of several subjects in the same words, and sorts by kind, breaking changes first. */
export function joined(entries: readonly Entry[]): Entry[] {
  const groups = new Map<string, Entry>();
  for (const entry of entries) {
    // A summary belongs to its operation alone, whatever others are called.
    const key = JSON.stringify([entry.kind, entry.breaking, entry.subjects[0]?.type, entry.text]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, subjects: [...known.subjects, ...entry.subjects] } : entry);
  }
  const rank = ({ kind, breaking }: Entry) => KINDS.indexOf(kind) * 2 + (breaking ? 0 : 1);
  return [...groups.values()].toSorted((one, other) => rank(one) - rank(other));
}
