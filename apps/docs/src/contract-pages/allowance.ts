import type { ContractIndex, RatePolicy, Window } from './contract-index.ts';
import { count, inWords, table } from './markdown.ts';

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** A time in the largest unit that it is a whole number of: `1 hour`, `90 seconds`. */
export function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([length]) => seconds % length === 0) ?? [1, 'second'];
  return count(seconds / size, unit);
}

/** What a policy allows, in words: `100 (free), 1,000 (pro) or 10,000 (enterprise) an hour and 100 a second`. */
export function allowanceOf({ windows }: RatePolicy): string {
  return inWords(Object.values(windows).map((window) => `${amounts(window)} ${per(window.seconds)}`));
}

function amounts({ limit, limits = {} }: Window): string {
  if (limit !== undefined) return limit.toLocaleString('en-GB');
  return inWords(Object.entries(limits).map(([plan, number]) => `${number.toLocaleString('en-GB')} (${plan})`), 'or');
}

/** `an hour`, `a second`, `in 90 seconds`. */
function per(seconds: number): string {
  const length = duration(seconds);
  if (!length.startsWith('1 ')) return `in ${length}`;
  return length === '1 hour' ? 'an hour' : `a ${length.slice(2)}`;
}

/** A table of the plans: one row for each, one column for each window of the policies that operations count in. */
export function planTable({ operations, rateLimits }: ContractIndex): string {
  const used = new Set(operations.flatMap(({ rateLimit }) => (rateLimit ? [rateLimit.policy] : [])));
  const windows = Object.entries(rateLimits).flatMap(([name, { windows: inside }]) => (used.has(name) ? Object.values(inside) : []));
  const plans = [...new Set(windows.flatMap(({ limits = {} }) => Object.keys(limits)))];
  const heads = windows.map(({ seconds }) => `Requests ${per(seconds)}`);
  const allowed = (plan: string) => windows.map(({ limit, limits }) => (limits?.[plan] ?? limit)?.toLocaleString('en-GB') ?? 'no limit');
  return table(['Plan', ...heads], plans.map((plan) => [plan].concat(allowed(plan))));
}
