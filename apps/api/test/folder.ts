import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder for the test that is running, removed after it. */
export function testFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'plumbline-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));

  return path;
}
