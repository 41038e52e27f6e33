import type { components } from '@plumbline/contract';
import type { UsageCount } from '../store/usage.ts';
import { intervalsOf, type UsageRange } from './usage-range.ts';

type Schemas = components['schemas'];
type Report = Omit<Schemas['Usage'], 'project_id' | 'interval'>;
type Counts = Pick<Report, 'requests' | 'by_status' | 'by_operation'>;

/** Adds up what was counted in a range, in all and for each of its intervals, those without requests among them. */
export function usageReport(range: UsageRange, counts: readonly UsageCount[]): Report {
  // A count stands at the beginning of its unit, of which the first interval may be but the end.
  const byStart = Map.groupBy(counts, ({ start }) => Math.max(start.getTime(), range.from.getTime()));
  const intervals = intervalsOf(range).map(({ start, end }) =>
    Object.assign({ start: start.toISOString(), end: end.toISOString() }, countsOf(byStart.get(start.getTime()) ?? [])),
  );

  return { from: range.from.toISOString(), to: range.to.toISOString(), ...countsOf(counts), intervals };
}

function countsOf(counts: readonly UsageCount[]): Counts {
  const operations = [...Map.groupBy(counts, ({ operation }) => operation)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...sums(counts), by_operation: operations.map(([operation, own]) => Object.assign({ operation }, sums(own))) };
}

function sums(counts: readonly UsageCount[]): Pick<Counts, 'requests' | 'by_status'> {
  const ofClass = (digit: number) => sum(counts.filter(({ status_class }) => status_class === digit));
  return { requests: sum(counts), by_status: { '2xx': ofClass(2), '3xx': ofClass(3), '4xx': ofClass(4), '5xx': ofClass(5) } };
}

function sum(counts: readonly UsageCount[]): number {
  return counts.reduce((total, { requests }) => total + requests, 0);
}
