/**
 * Calls back when a wait has lasted long enough, by the clock and by the event loop: what has arrived meanwhile was
 * read by then. A process that was kept from its turn for a while would otherwise take its own delay for the other's,
 * since timers come before sockets in a turn of the loop, and the question may not even have been sent.
 *
 * @param milliseconds when at the earliest; a busy loop makes it later
 * @returns what calls it off
 */
export function startDeadline(milliseconds: number, onLate: () => void): () => void {
  let isOff = false;
  const half = Math.ceil(milliseconds / 2);
  let timer = setTimeout(() => {
    // The question has been sent by now, and the second half is the other's alone.
    timer = setTimeout(() => setImmediate(() => isOff || onLate()), half).unref();
  }, half).unref();

  return () => {
    isOff = true;
    clearTimeout(timer);
  };
}
