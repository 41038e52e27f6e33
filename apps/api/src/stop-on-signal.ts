import type { Listening, Log } from '@plumbline/server';

/** Milliseconds that requests in flight have to finish; the process is gone within 10 s of the signal. */
const PATIENCE = 8000;
/** Milliseconds in which what a proxy sends on connections that it keeps is still answered, where there is one. */
const GRACE = 2000;

/**
 * On SIGTERM or SIGINT, takes no new requests, finishes those in flight, closes what serves them and ends with 0.
 * A second signal does not hurry it, so that what is being written is written. The end of the parent that started
 * the server with a channel (`npm run dev`) is a signal like the others.
 *
 * @param closing what is closed behind the last request, one after the other
 * @param isBehindProxy whether open connections are those of a proxy, which may be sending its next request on one
 */
export function stopOnSignal(listening: Pick<Listening, 'close'>, closing: readonly (() => Promise<void>)[], log: Log, isBehindProxy: boolean): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      await listening.close(PATIENCE, isBehindProxy ? GRACE : 0);
      for (const close of closing) await close();
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
