import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runModule } from '../../test/child.ts';
import { testFolder } from '../../test/folder.ts';
import { lockFolder } from './folder-lock.ts';

/** A process that takes the folder, says so, and keeps it. */
function holder(folder: string) {
  return runModule(`
    import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))};
    lockFolder(${JSON.stringify(folder)});
    console.log('locked');
    setInterval(() => {}, 1_000);
  `);
}

describe('lockFolder', () => {
  it('makes the folder for its owner alone', () => {
    const folder = join(testFolder(), 'a', 'b');
    lockFolder(folder)();

    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('names the folder and the process that has it', async () => {
    const folder = testFolder();
    const other = holder(folder);
    await other.line('locked');

    expect(() => lockFolder(folder)).toThrow(
      `The data folder ${folder} is in use by another process (pid ${other.pid}). Stop that one, or set DATA_DIR to another folder.`,
    );
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('is free once the other process was ended with %s', async (signal) => {
    const folder = testFolder();
    const other = holder(folder);
    await other.line('locked');
    await other.kill(signal);

    expect(() => lockFolder(folder)()).not.toThrow();
  });

  it('holds within one process too, until it is given back', () => {
    const folder = testFolder();
    const unlock = lockFolder(folder);

    expect(() => lockFolder(folder)).toThrow(`(pid ${process.pid})`);
    unlock();
    unlock();
    expect(() => lockFolder(folder)()).not.toThrow();
    expect(existsSync(join(folder, 'lock.pid'))).toBe(false);
  });

  it('lets exactly one of several have it', async () => {
    const folder = testFolder();
    const all = Array.from({ length: 5 }, () => holder(folder));
    const outcomes = await Promise.allSettled(all.map((one) => one.line('locked')));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is not kept by a pid file without a process', () => {
    const folder = testFolder();
    writeFileSync(join(folder, 'lock.pid'), '1\n');

    expect(() => lockFolder(folder)()).not.toThrow();
  });

  it('prints no warning', async () => {
    const other = holder(testFolder());
    await other.line('locked');
    await other.kill('SIGTERM');

    expect(other.output()).toBe('locked');
  });
});
