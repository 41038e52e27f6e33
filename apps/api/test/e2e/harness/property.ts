import * as fc from 'fast-check';
import { numberFrom, seedFrom } from './seed.ts';

const seed = seedFrom('FAST_CHECK_SEED');
const runs = numberFrom('FAST_CHECK_RUNS');

process.stdout.write(`Properties run with FAST_CHECK_SEED=${seed}\n`);

/**
 * Checks a property on random values. The seed is printed, and FAST_CHECK_SEED repeats a run that failed;
 * FAST_CHECK_RUNS asks for more values than the test does.
 *
 * @throws Error with the smallest values that were found to break it
 */
export function holds<Values extends [unknown, ...unknown[]]>(property: fc.IAsyncPropertyWithHooks<Values>, numRuns: number): Promise<void> {
  // What takes longer is told while vitest still waits: a search for smaller values that it ends tells nothing.
  return fc.assert(property, { seed, numRuns: runs ?? numRuns, ...(runs === undefined && { interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true }) });
}

/** The same values in every run with the same seed, for a test that needs some and not many. */
export function someOf<Value>(values: fc.Arbitrary<Value>, count: number): Value[] {
  return fc.sample(values, { seed, numRuns: count });
}
