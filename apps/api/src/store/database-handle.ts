import type { Db } from './schema.ts';

/** An open database, whichever kind it is. */
export interface Database {
  db: Db;
  kind: 'pglite' | 'postgres';
  /** Whether an error that `db` threw means that the database is out of reach: the caller's answer is 503. */
  isUnavailable(error: unknown): boolean;
  /** Asks the database for a sign of life; throws within a second when there is none. */
  ping(): Promise<void>;
  /** Waits for what is running, then closes. May be called again. */
  close(): Promise<void>;
}

/** Takes one line about what takes long or went wrong. */
export type Report = (line: string) => void;
