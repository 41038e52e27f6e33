import { isDeepStrictEqual } from 'node:util';
import { askOnce, type Subject } from '@plumbline/benchmark';
import type { Probe } from './probes.ts';

/**
 * Asks once, and so makes sure that all servers give the same answer to the same request.
 *
 * @returns the milliseconds that the first answer took
 * @throws Error when the answer is another one
 */
export async function firstAnswer(subject: Subject, probe: Probe): Promise<number> {
  const { value, tookMs } = await askOnce(subject, probe);
  if (isDeepStrictEqual(value, probe.answer)) return tookMs;
  throw new Error(`${subject.id} answers ${probe.id} with ${JSON.stringify(value).slice(0, 500)}`);
}
