import type { seedDemo } from './seed-demo.ts';

type Demo = NonNullable<Awaited<ReturnType<typeof seedDemo>>>;

/** Says where the demo account's credentials are; shows the keys only to a person at a terminal, not to a log. */
export function announceDemo({ path, liveKey, sandboxKey }: Demo, say: (line: string) => void, isTerminal = process.stdout.isTTY): void {
  say(`A demo account was made. Its keys and its login are in ${path}`);
  if (!isTerminal) return;
  say(`  sandbox key  ${sandboxKey}`);
  say(`  live key     ${liveKey}`);
}
