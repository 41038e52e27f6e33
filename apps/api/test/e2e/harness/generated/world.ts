import type { KeptAlive, Octets } from './kept-alive.ts';
import type { Operation } from './published.ts';
import type { Kept } from './repeats.ts';

export const KINDS = ['users', 'projects', 'resources', 'keys'] as const;
export type Kind = (typeof KINDS)[number];

/** An object that the account has, as it was answered last. */
export interface Thing {
  id: string;
  shown: Record<string, unknown>;
  /** Its entity tag; undefined when no answer has told it since it changed. */
  tag: string | undefined;
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
  /** Queries with a cursor that was given for them. */
  cursors: { path: string; query: string }[];
  /** What was carried out under an idempotency key, and every such key that was sent. */
  kept: Kept[];
  usedKeys: Set<string>;
}

/** Which objects an operation is about; undefined when it is about something that there is one of. */
export function kindOf({ path }: Operation): Kind | undefined {
  const [, , collection] = path.split('/');
  if (collection === 'user') return 'users';
  return KINDS.find((kind) => kind === collection);
}

/** Reads everything that an environment holds. */
export async function readWorld(connection: KeptAlive, environment: World['environment'], key: string): Promise<World> {
  const things: World['things'] = { users: new Map(), projects: new Map(), resources: new Map(), keys: new Map() };
  let userId = '';
  for (const kind of KINDS) {
    for (const shown of await everyOne(connection, kind, key)) {
      const id = String(shown['id']);
      if (kind === 'keys' && key.startsWith(String(shown['prefix']))) userId = String(shown['user_id']);
      else things[kind].set(id, { id, shown, tag: undefined });
    }
  }
  return { environment, key, userId, things, tags: new Map(), cursors: [], kept: [], usedKeys: new Set() };
}

async function everyOne(connection: KeptAlive, kind: Kind, key: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let page = 1; ; page += 1) {
    const path = `/v1/${kind}?per_page=100&page=${page}`;
    const { status, body } = await connection.send({ method: 'GET', path, headers: { authorization: `Bearer ${key}` }, body: undefined });
    if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${body.toString('utf8')}`);
    const { data, meta } = JSON.parse(body.toString('utf8')) as { data: Record<string, unknown>[]; meta: { has_next: boolean } };
    found.push(...data);
    if (!meta.has_next) return found;
  }
}

/** Notes what a success has changed, and what it has told. */
export function learn(world: World, operation: Operation, target: string | undefined, query: string, { status, headers, body }: Octets): void {
  if (status >= 300) return;
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  if (body.length > 0 && !isJson) return; // A file tells nothing that could be asked for.
  const shown = status === 204 ? {} : (JSON.parse(body.toString('utf8')) as Record<string, unknown>);
  const kind = kindOf(operation);
  const place = operation.path.slice('/v1'.length);
  if (kind === undefined) {
    // Where a query says what is shown, the tag belongs to that and to the present time.
    const isAlwaysTheSame = !operation.parameters.some((parameter) => parameter.in === 'query');
    if (headers.etag && isAlwaysTheSame) world.tags.set(place, headers.etag);
    return;
  }
  if (Array.isArray(shown['data'])) {
    const { next_cursor: cursor } = shown['meta'] as { next_cursor?: string | null };
    if (typeof cursor === 'string')
      world.cursors.push({ path: operation.path, query: `${query.replace(/(?:^|&)cursor=[^&]*/, '')}&cursor=${cursor}`.replace(/^&/, '') });
    return;
  }
  const things = world.things[kind];
  if (status === 204 && target !== undefined) {
    things.delete(target);
    if (kind === 'projects') forgetOf(world, target);
    return;
  }
  const id = String(shown['id']);
  things.set(id, { id, shown, tag: headers.etag });
  const project = shown['project_id'];
  // The default project is made when something is first made in it.
  if (operation.id === 'createResource' && typeof project === 'string' && !world.things.projects.has(project))
    world.things.projects.set(project, { id: project, shown: {}, tag: undefined });
}

/** A project takes what is in it along. */
function forgetOf({ things }: World, project: string): void {
  for (const kind of ['resources', 'keys'] as const) {
    for (const { id, shown } of things[kind].values()) {
      if (shown['project_id'] === project) things[kind].delete(id);
    }
  }
}
