import type { ServerResponse } from 'node:http';
import { setHeaders } from '../corridor/send.ts';
import type { Gate } from '../overload/gate.ts';
import type { OpenedFile } from './open-file.ts';

/**
 * Sends a file chunk by chunk, as fast as the client takes it, and stops reading when the client has gone. Its length
 * is not known before its end, so it goes in chunked coding (RFC 9112, 7.1), of which a part never looks like the whole.
 *
 * @param reading bounds how many files are read from at once, so that who waits for a small answer gets it
 * @throws whatever the file throws; what has been sent must be cut off then, and not ended
 */
export async function sendFile(response: ServerResponse, { status, headers, chunks }: OpenedFile, reading: Gate): Promise<void> {
  let isRead = false;
  try {
    setHeaders(response, headers);
    response.writeHead(status);
    while (!isRead && !response.destroyed) {
      const turn = await reading.enter();
      const { done = false, value } = await chunks.next().finally(turn.leave);
      isRead = done;
      if (done) response.end();
      else if (!response.write(value)) await drained(response);
    }
  } finally {
    if (!isRead) await chunks.drop();
  }
}

/** Waits until the client has taken what was written, or has gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
    if (response.destroyed) go();
  });
}
