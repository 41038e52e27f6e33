import { once } from 'node:events';
import { createServer, Server } from 'node:net';

/** Milliseconds of one turn of the event loop in which nothing was to be done. */
const QUIET = 0.012;
/** Milliseconds behind which a turn may take twice as long, and twice as long again: on a slow or busy machine. */
const IMPATIENCE = 250;

/**
 * Takes no new connections, and leaves those that there are alone: `close` of `http` would cut the idle ones, on which
 * the next request may be on its way.
 *
 * A connection that waits in the system's queue when listening ends is reset, and whoever it is from cannot know whether
 * its request was heard. So it ends right behind a turn of the event loop that had nothing to accept, and is rehearsed:
 * what runs for the first time takes ten times as long.
 */
export async function stopListening(server: Server): Promise<void> {
  const rehearsal = createServer().listen(0, '127.0.0.1');
  await once(rehearsal, 'listening');
  await endInQuiet(rehearsal);
  await endInQuiet(server);
}

/** Without promises between the turn and the end: each would be time in which somebody connects. */
function endInQuiet(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const asked = performance.now();
    let began = asked;
    setImmediate(function look() {
      const now = performance.now();
      if (now - began < QUIET * 2 ** ((now - asked) / IMPATIENCE)) {
        Server.prototype.close.call(server);
        resolve();
        return;
      }
      began = performance.now();
      setImmediate(look);
    });
  });
}
