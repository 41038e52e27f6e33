/** Milliseconds after which somebody who waits wants to know that it goes on. */
const PATIENCE = 2000;

/** Writes a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Says every two seconds that something still goes on. */
export async function whileWaiting<Value>(what: string, wait: Promise<Value>): Promise<Value> {
  const began = performance.now();
  const again = setInterval(() => say(`  … ${what}, ${Math.round((performance.now() - began) / 1000)} s`), PATIENCE);
  try {
    return await wait;
  } finally {
    clearInterval(again);
  }
}
