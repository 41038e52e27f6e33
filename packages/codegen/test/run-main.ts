import { vi } from 'vitest';
import { main } from '../src/cli.ts';

/** Runs the command line, and gives its exit code and what it printed. */
export async function runMain(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed.out += String(text)), true));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((printed.err += String(text)), true));
  try {
    return { code: await main(argv), ...printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
