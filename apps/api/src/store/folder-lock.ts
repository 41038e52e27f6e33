import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes a folder for this process alone, creating it where it is missing. The lock is one the kernel
 * holds (through SQLite), so it is gone whenever the process is, SIGKILL included; a file with a pid
 * would outlive it, and pids say nothing across containers.
 *
 * @returns what gives the folder back; it may be called again.
 * @throws Error that names the folder and the process that has it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pidFile = join(folder, 'lock.pid');
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'));

  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `The data folder ${folder} is in use by another process${readPid(pidFile)}. ` +
        'Stop that one, or set DATA_DIR to another folder.',
      { cause: error },
    );
  }

  // For the message above only: what holds the folder is the lock, not this file.
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });

  return () => {
    if (!lock.isOpen) return;
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

// https://www.sqlite.org/rescode.html#busy
const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function readPid(file: string): string {
  try {
    return ` (pid ${readFileSync(file, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
