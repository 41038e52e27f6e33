import type { Probe, Subject } from './probe.ts';

/** One answer, and the milliseconds that it took. */
export interface Answer {
  value: unknown;
  tookMs: number;
}

/**
 * Asks once.
 *
 * @throws Error when the answer has another status than the probe's, or is no JSON
 */
export async function askOnce({ id, contender, credentials }: Subject, probe: Probe): Promise<Answer> {
  const { method, headers, body, status } = probe;
  const [authorization = ''] = credentials;
  const began = performance.now();
  const response = await fetch(contender.url + probe.target, {
    method,
    headers: { ...headers, authorization },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const tookMs = performance.now() - began;
  if (response.status !== status) throw new Error(`${id} answers ${probe.id} with ${response.status} ${text.slice(0, 500)}`);
  return { value: JSON.parse(text) as unknown, tookMs };
}
