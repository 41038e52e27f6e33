import type { Contender } from './contender.ts';

/** One request that is measured; every server answers it alike. */
export interface Probe {
  id: string;
  method: 'GET' | 'POST';
  /** Path and query. */
  target: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** What it is answered with. */
  status: number;
}

/** A server as its caller sees it: two of them may ask the same process, as different callers. */
export interface Subject {
  id: string;
  label: string;
  contender: Contender;
  /** Values of `Authorization`, sent in turn: of more than one where a server counts what one may send. */
  credentials: readonly string[];
}
