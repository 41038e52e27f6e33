import type { JobRow, Scope } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { EXPORTED_NAMES, missingScopes } from './export/exported.ts';
import type { ExportedName } from './export/exported.ts';

/** The result of a job, as the kit sends a file. */
export interface JobResult {
  type: 'application/x-ndjson' | 'text/csv';
  /** What it may be saved as. */
  name: string;
  /** Its text, read piece by piece, as fast as it is taken; no connection is held meanwhile. */
  chunks: AsyncIterable<string>;
}

/** Tasks that are read in one query: their outputs may have 64 KiB each. */
const PAGE = 100;

/** The result of a job; undefined while there is none. */
export function jobResult(store: Pick<Store, 'tasks' | 'jobResults'>, scope: Scope, job: JobRow): JobResult | undefined {
  if (!job.result_expires_at) return undefined;

  const isCsv = job.request['format'] === 'csv';
  return {
    type: isCsv ? 'text/csv' : 'application/x-ndjson',
    name: `${job.id}.${isCsv ? 'csv' : 'ndjson'}`,
    chunks: job.kind === 'run' ? taskLines(store, scope, job.id) : piecesOf(store, scope, job.id),
  };
}

/**
 * What a key needs besides to read a result: whoever may not read an account's users must not find them in an export that
 * another key has made.
 */
export function missingToRead({ scopes }: { scopes: readonly string[] }, { kind, request }: Pick<JobRow, 'kind' | 'request'>): string[] {
  if (kind === 'run') return scopes.includes('tasks:read') ? [] : ['tasks:read'];
  return missingScopes(scopes, (request['include'] as ExportedName[] | undefined) ?? EXPORTED_NAMES); // As `createJob` has kept it.
}

/** A line of JSON for each task, in the order of the inputs: `{ task_id, number, status, output, error }`. */
async function* taskLines(store: Pick<Store, 'tasks'>, scope: Scope, jobId: string): AsyncGenerator<string> {
  for (let from = 0; ; from += PAGE) {
    const tasks = await store.tasks.outputs(scope, jobId, from, PAGE);
    if (tasks.length === 0) return;
    yield tasks.map((task) => `${JSON.stringify(task)}\n`).join('');
  }
}

async function* piecesOf(store: Pick<Store, 'jobResults'>, scope: Scope, jobId: string): AsyncGenerator<string> {
  for (let number = 0; ; number += 1) {
    const piece = await store.jobResults.piece(scope, jobId, number);
    if (piece === undefined) return;
    yield piece;
  }
}
