import type { KeptAlive, Octets } from './kept-alive.ts';
import type { Operation } from './published.ts';
import type { Kept } from './repeats.ts';

/** What the ids of each kind begin with. */
const PREFIXES = {
  users: 'usr_',
  projects: 'prj_',
  resources: 'res_',
  keys: 'key_',
  webhooks: 'whk_',
  deliveries: 'dlv_',
  events: 'evt_',
  jobs: 'job_',
  tasks: 'tsk_',
} as const;
export type Kind = keyof typeof PREFIXES;
export const KINDS = Object.keys(PREFIXES) as Kind[]; // The keys are the object's own.
/** Of what there are soon very many, a page is enough. */
const MANY: ReadonlySet<Kind> = new Set(['events', 'tasks']);

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

/** Which objects an operation is about, the innermost of its path; undefined when it is about something that there is one of. */
export function kindOf({ path }: Operation): Kind | undefined {
  const segments = path.split('/');
  const id = segments.findLastIndex((segment) => segment.startsWith('{'));
  const collection = id === -1 ? segments[2] : segments[id - 1];
  if (collection === 'user') return 'users';
  return KINDS.find((kind) => kind === collection);
}

/** Reads everything that an environment holds. */
export async function readWorld(connection: KeptAlive, environment: World['environment'], key: string): Promise<World> {
  const things = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as World['things']; // A map for each of them.
  let userId = '';
  const read = async (kind: Kind, path: string) => {
    for (const shown of await everyOne(connection, path, key, MANY.has(kind) ? 1 : Infinity)) {
      const id = String(shown['id']);
      if (kind === 'keys' && key.startsWith(String(shown['prefix']))) userId = String(shown['user_id']);
      else things[kind].set(id, { id, shown, tag: undefined });
    }
  };
  for (const kind of KINDS.filter((one) => one !== 'deliveries')) await read(kind, kind);
  for (const id of things.webhooks.keys()) await read('deliveries', `webhooks/${id}/deliveries`);
  return { environment, key, userId, things, tags: new Map(), cursors: [], kept: [], usedKeys: new Set() };
}

async function everyOne(connection: KeptAlive, list: string, key: string, pages: number): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let page = 1; ; page += 1) {
    const path = `/v1/${list}?per_page=100&page=${page}`;
    const { status, body } = await connection.send({ method: 'GET', path, headers: { authorization: `Bearer ${key}` }, body: undefined });
    if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${body.toString('utf8')}`);
    const { data, meta } = JSON.parse(body.toString('utf8')) as { data: Record<string, unknown>[]; meta: { has_next: boolean } };
    found.push(...data);
    if (!meta.has_next || page >= pages) return found;
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
    if (MANY.has(kind)) discover(world.things[kind], shown['data'] as Record<string, unknown>[]);
    return;
  }
  if (status === 204 && target !== undefined) {
    world.things[kind].delete(target);
    forgetOf(world, target);
    return;
  }
  const id = shown['id'];
  const made = KINDS.find((one) => typeof id === 'string' && id.startsWith(PREFIXES[one]));
  if (typeof id !== 'string' || !made) return; // It only tells how many there are.
  world.things[made].set(id, { id, shown, tag: headers.etag });
  if (operation.id === 'cancelJob') forgetTags(world.things.tasks, id);
  const project = shown['project_id'];
  // The default project is made when something is first made in it.
  if (operation.id === 'createResource' && typeof project === 'string' && !world.things.projects.has(project))
    world.things.projects.set(project, { id: project, shown: {}, tag: undefined });
}

/** What nobody makes by asking for it is known once a list has shown it. */
function discover(things: Map<string, Thing>, data: readonly Record<string, unknown>[]): void {
  for (const shown of data) {
    const id = String(shown['id']);
    if (!things.has(id)) things.set(id, { id, shown, tag: undefined });
  }
}

/** A project takes what is in it along, and a webhook its deliveries. */
function forgetOf({ things }: World, gone: string): void {
  for (const [kind, owner] of [['resources', 'project_id'], ['keys', 'project_id'], ['deliveries', 'webhook_id']] as const) {
    for (const { id, shown } of things[kind].values()) {
      if (shown[owner] === gone) things[kind].delete(id);
    }
  }
}

/** The tasks of a job that is cancelled change with it. */
function forgetTags(tasks: Map<string, Thing>, job: string): void {
  for (const task of tasks.values()) {
    if (task.shown['job_id'] === job) tasks.set(task.id, { ...task, tag: undefined });
  }
}
