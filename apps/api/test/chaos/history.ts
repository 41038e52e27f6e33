import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run of the chaos test has left: what was committed, and what came in. Files of JSON, one thing a line. */
export interface History {
  /** Every event of the database, when the run was over. */
  events: readonly CommittedEvent[];
  webhooks: readonly Subscriber[];
  /** The rows that the changes have made, by id, whose events are `event`. */
  changes: readonly { id: string; event: string }[];
  /** The ids of those that a caller was told of. */
  acknowledged: readonly { id: string }[];
  received: readonly Reception[];
}

export interface CommittedEvent {
  id: string;
  event: string;
  body: string;
}

/** A webhook that was enabled for all of the run. */
export interface Subscriber {
  id: string;
  /** Where on the receiver. */
  path: string;
  events: readonly string[];
  secret: string;
}

/** A request that the receiver has had. */
export interface Reception {
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
  /** What it has answered; null when it has broken the connection, or let it hang. */
  answered: number | null;
}

const PARTS = ['events', 'webhooks', 'changes', 'acknowledged', 'received'] as const;
const file = (folder: string, part: string) => join(folder, `${part}.ndjson`);

/** The file in which the receiver writes down what comes in, as it comes. */
export function receptionsFile(folder: string): string {
  return file(folder, 'received');
}

/** Writes what was committed beside what was received. */
export function writeCommitted(folder: string, committed: Omit<History, 'received'>): void {
  mkdirSync(folder, { recursive: true });
  for (const [part, things] of Object.entries(committed)) writeFileSync(file(folder, part), things.map((thing: unknown) => `${JSON.stringify(thing)}\n`).join(''));
}

/**
 * Reads what a run has left.
 *
 * @throws Error of the file system when a part is not there, and of `JSON.parse` when one is cut off.
 */
export function readHistory(folder: string): History {
  const parts = PARTS.map((part) => [part, readFileSync(file(folder, part), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))]);
  return Object.fromEntries(parts) as History; // Written by `writeCommitted` and the receiver.
}
