import { inBatches } from '../../background/in-batches.ts';
import type { ClaimedJob } from '../../store/job-queue.ts';
import { createStore } from '../../store/store.ts';
import type { Kept } from '../heartbeat.ts';
import { insist } from '../insist.ts';
import type { Work } from '../work.ts';
import { EXPORTED } from './exported.ts';
import type { ExportedName } from './exported.ts';
import { formatOf } from './format.ts';
import { pieces } from './pieces.ts';

/** Objects that are read in one query. */
const PAGE = 200;
/** How many pieces are deleted in one statement. */
const PIECES = 50;

/**
 * Writes an export from its beginning to its end, in pieces, in the place of what another worker has left. What is there
 * all along is in it once; the other things as they are when their turn comes.
 */
export async function runExport({ database, closing }: Work, { hold, job }: ClaimedJob, kept: Kept): Promise<null> {
  const store = createStore(database.db);
  const ask = <Result>(question: () => Promise<Result>) => insist(database, kept, question);
  const isToEnd = () => kept.signal.aborted || closing.aborted;

  const names = job.request['include'] as ExportedName[]; // As `createJob` has kept it.
  const format = formatOf(job.request['format'], names);
  const scope = { ...hold.scope, projectId: job.project_id };
  await inBatches((most) => ask(() => store.jobResults.clear(hold, most)), PIECES);

  const out = pieces((number, piece, counts) => ask(() => store.jobResults.append(hold, number, piece, counts)));
  await out.write(format.header, 0);
  for (const kind of names.map((name) => EXPORTED[name])) {
    for (let after = undefined as Awaited<ReturnType<typeof kind.read>>['next'], isLast = false; !isLast; ) {
      if (isToEnd()) return null;
      const { objects, next } = await ask(() => kind.read(database.db, scope, PAGE, after));
      out.found(objects.length);
      for (const object of objects) await out.write(format.line(kind, object), 1);
      after = next;
      isLast = next === undefined;
    }
  }
  await out.end();
  return null;
}
