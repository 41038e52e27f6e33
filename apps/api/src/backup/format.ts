/**
 * A backup is gzip (RFC 1952) of lines of JSON, each ended by U+000A:
 * `{"backup": Header}`, for every table `{"table": name}` and its `{"row": {…}}`s, `{"sequences": {…}}`, `{"end": End}`.
 */
export const FORMAT = 1;

export interface Header {
  format: number;
  made_at: string;
  /** The version of PostgreSQL that it was read from. */
  postgres: string;
  /** The migrations that the database has had, oldest first. */
  migrations: string[];
  /** The columns of each table, in the order in which the tables follow. */
  tables: Record<string, string[]>;
  /** The ids of the keys that have sealed the secrets in it. */
  sealed_with: string[];
}

export interface End {
  /** How many rows each table has. */
  rows: Record<string, number>;
  /** SHA-256 of all lines before this one, in hexadecimal. */
  sha256: string;
}

/** Reads a header that is just parsed; undefined when it is not one of a backup at all. */
export function asHeader(line: unknown): Header | undefined {
  if (!isRecord(line) || !isRecord(line['backup'])) return undefined;

  const { format, made_at, postgres, migrations, tables, sealed_with } = line['backup'];
  if (typeof format !== 'number' || typeof made_at !== 'string' || typeof postgres !== 'string') return undefined;
  if (!isTexts(migrations) || !isTexts(sealed_with) || !isRecord(tables)) return undefined;

  const columns = Object.entries(tables).flatMap(([name, of]) => (isTexts(of) ? [[name, of] as const] : []));
  return { format, made_at, postgres, migrations, sealed_with, tables: Object.fromEntries(columns) };
}

/** Reads the last line; undefined when it is another one. */
export function asEnd(line: unknown): End | undefined {
  if (!isRecord(line) || !isRecord(line['end'])) return undefined;

  const { rows, sha256 } = line['end'];
  if (!isRecord(rows) || typeof sha256 !== 'string') return undefined;

  const counts = Object.entries(rows).flatMap(([name, count]) => (typeof count === 'number' ? [[name, count] as const] : []));
  return { rows: Object.fromEntries(counts), sha256 };
}

/** Reads the line of sequences; undefined when it is another one. */
export function asSequences(line: unknown): Record<string, string> | undefined {
  if (!isRecord(line) || !isRecord(line['sequences'])) return undefined;

  const values = Object.entries(line['sequences']).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return Object.fromEntries(values);
}

/** Reads the line that begins a table; undefined when it is another one. */
export function asTable(line: unknown): string | undefined {
  return isRecord(line) && typeof line['table'] === 'string' ? line['table'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
