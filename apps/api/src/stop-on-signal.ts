import type { Listening, Log } from '@plumbline/server';
import type { Database } from './store/database.ts';

/** Milliseconds that requests in flight have to finish; the process is gone within 10 s of the signal. */
const PATIENCE = 8000;

/**
 * On SIGTERM or SIGINT, takes no new requests, finishes those in flight, closes the database and ends with 0.
 * A second signal does not hurry it, so that what is being written is written. The end of the parent that started
 * the server with a channel (`npm run dev`) is a signal like the others.
 */
export function stopOnSignal(listening: Pick<Listening, 'close'>, database: Pick<Database, 'close'>, log: Log): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      await listening.close(PATIENCE);
      await database.close();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, 'the server could not be stopped in order');
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}
