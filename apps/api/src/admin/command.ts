import type { Sealer } from '../secrets/sealer.ts';
import type { Db } from '../store/schema.ts';

/** One thing that the operator can do, told in a way that parsing and help both read. */
export interface Command {
  summary: string;
  /** What the operator should know beyond the summary. */
  details?: string;
  options: Record<string, Option>;
  /** The arguments of a call that works, for the help. */
  example: string;
  /**
   * Checks the options, before any database is opened, and returns the work.
   *
   * @throws UsageError for an option that is missing or wrong.
   */
  prepare(given: Given, known: Known): (db: Db) => Promise<Answer>;
}

export interface Option {
  /** What stands for the value in the help: `<address>`. */
  value: string;
  about: string;
  isRequired?: true;
}

/** The options as they were typed, by name. */
export type Given = Readonly<Record<string, string | undefined>>;

/** What the commands know from the contract, the clock and the configuration. */
export interface Known {
  scopes: readonly string[];
  now: Date;
  /** What seals stored secrets; asked for by the commands that need it, since a key may have to be made. */
  sealer(): Promise<Sealer>;
}

/** What a command says when it is done: for a person, and for a program. */
export interface Answer {
  text: string;
  json: unknown;
}

/** The caller's mistake: shown with a pointer to the help, and exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError' as const;
}

/** What was asked cannot be done with what is in the database: exit code 1. */
export class Refusal extends Error {
  override name = 'Refusal' as const;
}
