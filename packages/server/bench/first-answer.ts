import { isDeepStrictEqual } from 'node:util';
import type { Contender } from './contender.ts';
import type { Probe } from './probes.ts';

/**
 * Asks once, and so makes sure that all servers give the same answer to the same request.
 *
 * @returns the milliseconds that the first answer took
 * @throws Error when the answer is another one
 */
export async function firstAnswer({ server, url }: Contender, probe: Probe): Promise<number> {
  const { method, headers, body } = probe;
  const began = performance.now();
  const response = await fetch(url + probe.target, { method, headers, ...(body && { body }), signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  const took = performance.now() - began;
  if (response.status !== probe.status || !isDeepStrictEqual(JSON.parse(text), probe.answer)) {
    throw new Error(`${server.id} answers ${probe.id} with ${response.status} ${text.slice(0, 500)}`);
  }
  return took;
}
