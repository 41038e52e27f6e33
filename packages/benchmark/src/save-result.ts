import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';

/** Where it was measured, as a benchmark says it at its end. */
export function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`;
}

/** Keeps what was measured as JSON, with when and where that was. */
export function saveResult(file: string, result: object): void {
  const at = { date: new Date().toISOString(), node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...at, ...result }, null, 2)}\n`);
}
