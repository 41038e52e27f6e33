/**
 * Says something at most once in a while, and leaves out what comes in between.
 *
 * @param pause milliseconds
 * @param now milliseconds
 */
export function seldom(pause: number, say: (text: string) => void, now = () => performance.now()): (text: string) => void {
  let last = Number.NEGATIVE_INFINITY;

  return (text) => {
    if (now() - last < pause) return;
    last = now();
    say(text);
  };
}
