import { readFile } from 'node:fs/promises';
import type { Subject } from '../contract-pages/llms.ts';

/** What the contract says that it is about. Read from its file, since in development an import stays what it was at first. */
export async function readSubject(): Promise<Subject> {
  const { info } = JSON.parse(await readFile(new URL(import.meta.resolve('@plumbline/contract/openapi.json')), 'utf8')) as { info: Subject };
  return info;
}
