import { csvLine } from './csv.ts';
import { EXPORTED } from './exported.ts';
import type { Exported, ExportedName } from './exported.ts';

/** How an export is written. */
export interface Format {
  /** What it begins with. */
  header: string;
  /** What is written of one object. */
  line(kind: Exported, object: Readonly<Record<string, unknown>>): string;
}

const NDJSON: Format = {
  header: '',
  line: ({ object }, data) => `${JSON.stringify({ object, data })}\n`,
};

/**
 * The way that objects of these kinds are written: as one JSON value a line, `{ object, data }`, or as one table of CSV.
 * Its first column says what kind of object a line has, and it has a column for each property that any of them has.
 */
export function formatOf(format: unknown, names: readonly ExportedName[]): Format {
  if (format !== 'csv') return NDJSON;

  const columns = [...new Set(names.flatMap((name) => EXPORTED[name].columns))];
  return {
    header: csvLine(['object', ...columns]),
    line: ({ object }, data) => csvLine([object, ...columns.map((column) => data[column])]),
  };
}
