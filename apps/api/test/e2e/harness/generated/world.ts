import type { KeptAlive } from './kept-alive.ts';
import type { Kind } from './kinds.ts';
import type { VersionName } from '../versions.ts';
import type { Kept } from './repeats.ts';

/** An object that the account has, as it was answered last. */
export interface Thing {
  id: string;
  shown: Record<string, unknown>;
  /** Its entity tag; undefined when no answer has told it since it changed. */
  tag: string | undefined;
  /** The version that the tag is of, where what is shown names a place in one. */
  tagVersion?: VersionName | undefined;
  /** Of a job that was made here: what its tasks were given. */
  inputs?: readonly unknown[];
  /** Of a job: that somebody has asked for its end. */
  isStopped?: boolean;
}

/** What one environment of the account holds, as far as its answers have told. Nobody else changes it. */
export interface World {
  environment: 'live' | 'sandbox';
  key: string;
  /** For whom the key speaks; it is not among `things`, since whoever revokes the key ends the test. */
  userId: string;
  things: Record<Kind, Map<string, Thing>>;
  /** Tags of what has no id, by path without its version. */
  tags: Map<string, string>;
  /** Queries with a cursor that was given for them, and the ids in the path that they belong to. */
  cursors: { path: string; ids: readonly string[]; query: string }[];
  /** What was carried out under an idempotency key, and every such key that was sent. */
  kept: Kept[];
  usedKeys: Set<string>;
}

type Shown = Record<string, unknown>;

/** Reads everything that an environment holds; after it was put back, all that this has changed. */
export async function readWorld(connection: KeptAlive, environment: World['environment'], key: string, before?: World): Promise<World> {
  const read = async (path: string): Promise<Map<string, Thing>> =>
    new Map((await everyOne(connection, path, key)).map((shown) => [String(shown['id']), { id: String(shown['id']), shown, tag: undefined }]));

  const keys = await read('keys');
  const own = [...keys.values()].find(({ shown }) => key.startsWith(String(shown['prefix'])));
  if (!own) throw new Error('The key is not among the keys of its account.');
  keys.delete(own.id);
  const putBack = { keys, users: await read('users'), projects: await read('projects'), resources: await read('resources') };
  const things = before ? { ...before.things, ...putBack } : { ...putBack, ...(await whatStays(read)) };
  return { environment, key, userId: String(own.shown['user_id']), things, tags: new Map(), cursors: [], kept: [], usedKeys: new Set() };
}

/** What is there whatever becomes of a sandbox. */
async function whatStays(read: (path: string) => Promise<Map<string, Thing>>) {
  const webhooks = await read('webhooks');
  const deliveries = new Map<string, Thing>();
  for (const id of webhooks.keys()) {
    for (const [deliveryId, delivery] of await read(`webhooks/${id}/deliveries`)) deliveries.set(deliveryId, delivery);
  }
  return { webhooks, deliveries, events: await read('events'), jobs: await read('jobs'), tasks: await read('tasks') };
}

async function everyOne(connection: KeptAlive, place: string, key: string): Promise<Shown[]> {
  const found: Shown[] = [];
  for (let page = 1; ; page += 1) {
    const path = `/v1/${place}?per_page=100&page=${page}`;
    const { status, body } = await connection.send({ method: 'GET', path, headers: { authorization: `Bearer ${key}` }, body: undefined });
    if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${body.toString('utf8')}`);
    const { data, meta } = JSON.parse(body.toString('utf8')) as { data: Shown[]; meta: { has_next: boolean } };
    found.push(...data);
    if (!meta.has_next) return found;
  }
}
