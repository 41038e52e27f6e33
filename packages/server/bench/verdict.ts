import { ratioOf, type Ratio, type Series } from '@plumbline/benchmark';
import { PROBES } from './probes.ts';

/** How much dearer a request may be with 1,000 operations than with 5. */
export const BOUND = 1.15;

/** Whether the size of the contract shows in the cost of a request; nothing is judged where one of the two was not measured. */
export function judge(series: readonly Series[]): { ratios: Ratio[]; passed: boolean | undefined } {
  const ratios = PROBES.flatMap(({ id }) => kitRatio(series, id) ?? []);
  // Processor time is what the code costs; throughput also tells who else uses the machine.
  return { ratios, passed: ratios.length === 0 ? undefined : ratios.every(({ cpu }) => cpu.median <= BOUND) };
}

/** Whether the rounds differ so much that the bound is among their middle half. */
export function isUndecided(series: readonly Series[], probe: string): boolean {
  const cpu = kitRatio(series, probe)?.cpu;
  return cpu !== undefined && cpu.low <= BOUND && BOUND <= cpu.high;
}

function kitRatio(series: readonly Series[], probe: string): Ratio | undefined {
  return ratioOf(series, probe, 'kit-1000', 'kit-5');
}
