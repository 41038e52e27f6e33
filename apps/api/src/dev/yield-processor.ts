import type { ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** Has a child, and what it starts, leave the processor to what a person waits for. */
export function yieldProcessor({ pid }: ChildProcess): void {
  if (pid === undefined) return; // It could not be started.
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // It has ended already.
  }
}
