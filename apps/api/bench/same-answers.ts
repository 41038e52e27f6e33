import { isDeepStrictEqual } from 'node:util';
import { askOnce, type Subject } from '@plumbline/benchmark';
import type { Probe } from './probes.ts';

/** What differs from server to server, as it should. */
const OWN = new Set(['next_cursor']);
const OWN_OF_NEW = new Set(['id', 'created_at', 'updated_at']);

/**
 * Makes the function that asks a server once, and makes sure that all give the same answer to the same request.
 *
 * @returns what takes a subject and a probe, gives the milliseconds that it took, and throws when the answer is another one
 */
export function sameAnswers(): (subject: Subject, probe: Probe) => Promise<number> {
  const first = new Map<Probe['id'], { subject: string; answer: unknown }>();
  return async (subject, probe) => {
    const { value, tookMs } = await askOnce(subject, probe);
    const answer = withoutOwn(value, probe.status === 201 ? OWN_OF_NEW : OWN);
    const known = first.get(probe.id) ?? { subject: subject.id, answer };
    first.set(probe.id, known);
    if (isDeepStrictEqual(answer, known.answer)) return tookMs;
    throw new Error(`${subject.id} answers ${probe.id} with ${brief(answer)}, and ${known.subject} with ${brief(known.answer)}.`);
  };
}

function withoutOwn(value: unknown, own: ReadonlySet<string>): unknown {
  return JSON.parse(JSON.stringify(value, (name, one: unknown) => (own.has(name) ? typeof one : one)));
}

function brief(value: unknown): string {
  return JSON.stringify(value).slice(0, 500);
}
