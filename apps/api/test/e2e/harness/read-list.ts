import type { ApiServer } from './api-server.ts';
import { linksOf } from './link-header.ts';

/** One part of a list, as its answer has it. */
export interface ReadPart {
  status: number;
  items: (Record<string, unknown> & { id: string })[];
  meta: Record<string, unknown>;
  /** Where its links lead, by relation. */
  links: Record<string, string>;
}

/** Reads parts of a list with a key, each target at most once, so that links can be followed freely. */
export function listReader(api: Pick<ApiServer, 'send'>, key: string): (target: string) => Promise<ReadPart> {
  const known = new Map<string, Promise<ReadPart>>();
  return (target) => {
    const asked = known.get(target) ?? readPart(api, key, target);
    known.set(target, asked);
    return asked;
  };
}

/** Reads one part of a list. */
export async function readPart(api: Pick<ApiServer, 'send'>, key: string, target: string): Promise<ReadPart> {
  const { status, headers, json } = await api.send('GET', target, { key });
  if (status !== 200) throw new Error(`${target} was answered ${status}: ${JSON.stringify(json.error)}`);
  const { data, meta } = json as unknown as { data: ReadPart['items']; meta: ReadPart['meta'] }; // The server checks its answers; the test what is in them.
  return { status, items: data, meta, links: linksOf(headers['link'], target) };
}
