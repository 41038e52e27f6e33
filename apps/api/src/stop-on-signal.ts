import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@plumbline/server';
import type { Platform } from './platform.ts';
import type { ServedApi } from './serve-api.ts';
import type { Stop } from './worker.ts';

/** Milliseconds that requests in flight and background work have to finish; the process is gone within 10 s of the signal. */
const PATIENCE = 8000;
/** Milliseconds in which what a proxy sends on connections that it keeps is still answered, where there is one. */
const GRACE = 2000;

/** What runs in a process, by its role. */
export interface Running {
  platform: Platform;
  api: ServedApi | undefined;
  stopWorker: Stop | undefined;
}

/**
 * On SIGTERM or SIGINT, takes no new requests and begins nothing new in the background, finishes what is in flight, closes
 * what is open and ends with 0. A second signal does not hurry it, so that what is being written is written. The end of
 * the parent that started the server with a channel (`npm run dev`) is a signal like the others.
 */
export function stopOnSignal({ platform: { config, log, close }, api, stopWorker }: Running): void {
  // Behind a proxy, one of its open connections may be bringing the next request.
  const grace = config.mode === 'production' ? GRACE : 0;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      await Promise.all([api?.close(PATIENCE, grace), stopWorker && withPatience(stopWorker, log)]);
      await api?.release();
      await close();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, 'the process could not be stopped in order');
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

/** Another process takes over what is given up here, as it would from one that was killed. */
async function withPatience(stopWorker: Stop, log: Log): Promise<void> {
  const late = Symbol('late');
  const ended = await Promise.race([stopWorker(), sleep(PATIENCE, late)]);
  if (ended === late) log.error({ ms: PATIENCE }, 'what goes on in the background did not end in time and is given up; it is taken over');
}
