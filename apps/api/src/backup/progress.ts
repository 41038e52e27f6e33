import type { Report } from '../store/database-handle.ts';

const EVERY = 2_000;

/** Tells how far a long work has come, every two seconds; a short one says nothing. */
export function createProgress(report: Report, tell: (done: number) => string): (more: number) => void {
  let done = 0;
  let told = Date.now();

  return (more) => {
    done += more;
    if (Date.now() - told < EVERY) return;

    told = Date.now();
    report(tell(done));
  };
}
