import type { Octets } from './kept-alive.ts';
import { kindOf, kindsOf, referenceTo, type Kind } from './kinds.ts';
import type { GeneratedRequest } from './request.ts';
import type { Thing, World } from './world.ts';

type Shown = Record<string, unknown>;

/** What comes about with something else, so that only a list tells of it. */
const LISTED: ReadonlySet<Kind> = new Set(['events', 'tasks']);
/** What goes with something. */
const PARTS: Partial<Record<Kind, readonly Kind[]>> = { projects: ['resources', 'keys'], webhooks: ['deliveries'] };
/** How long an answer stays as it is when it tells a moment at which it changes by itself: longer than a test goes on. */
const LONG = 60 * 60 * 1_000;

/** Notes what a success has changed, and what it has told. */
export function learn(request: GeneratedRequest, { status, headers, body }: Octets): void {
  const { world, operation, ids, query } = request;
  if (status >= 300) return;
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  if (body.length > 0 && !isJson) return; // A file tells nothing that could be asked for.
  const shown = status === 204 ? {} : (JSON.parse(body.toString('utf8')) as Shown);

  if (Array.isArray(shown['data'])) {
    const { next_cursor: cursor } = shown['meta'] as { next_cursor?: string | null };
    const rest = query.replace(/(?:^|&)cursor=[^&]*/, '');
    if (typeof cursor === 'string') world.cursors.push({ path: operation.path, ids, query: `${rest}&cursor=${cursor}`.replace(/^&/, '') });
    for (const item of shown['data'] as Shown[]) {
      const kind = kindOf(item);
      const id = String(item['id']);
      if (kind && LISTED.has(kind) && !world.things[kind].has(id)) world.things[kind].set(id, { id, shown: item, tag: undefined });
    }
    return;
  }

  const [target] = ids.slice(-1);
  const [targetKind] = kindsOf(operation).slice(-1);
  if (status === 204 && target !== undefined && targetKind) forget(world, targetKind, target);
  const kind = kindOf(shown);
  if (kind) note(request, kind, shown, headers.etag);
  // Where a query says what is shown, the tag belongs to that and to the present time.
  else if (headers.etag && !operation.parameters.some((parameter) => parameter.in === 'query')) world.tags.set(operation.path.slice('/v1'.length), headers.etag);
  BESIDES[operation.id]?.(request, shown);
}

function note({ world: { things }, operation: { version } }: GeneratedRequest, kind: Kind, shown: Shown, etag: string | undefined): void {
  const id = String(shown['id']);
  const until = shown['previous_secret_expires_at'];
  const isLasting = typeof until !== 'string' || Date.parse(until) > Date.now() + LONG;
  const namesVersion = Object.values(shown).some((text) => typeof text === 'string' && text.startsWith(`/${version}/`));
  things[kind].set(id, { ...things[kind].get(id), id, shown, tag: isLasting ? etag : undefined, tagVersion: namesVersion ? version : undefined });
}

function forget(world: World, kind: Kind, id: string): void {
  world.things[kind].delete(id);
  for (const part of PARTS[kind] ?? []) {
    for (const one of partsOf(world, part, kind, id)) world.things[part].delete(one.id);
  }
}

function partsOf({ things }: World, kind: Kind, whole: Kind, id: unknown): Thing[] {
  return [...things[kind].values()].filter(({ shown }) => shown[referenceTo(whole)] === id);
}

/** What a success changes besides the object that it answers. */
const BESIDES: Record<string, (request: GeneratedRequest, shown: Shown) => void> = {
  /** The default project is made when something is first made in it. */
  createResource({ world: { things } }, { project_id: id }) {
    if (typeof id === 'string' && !things.projects.has(id)) things.projects.set(id, { id, shown: {}, tag: undefined });
  },
  createJob({ world: { things }, sent }, { id }) {
    const job = things.jobs.get(String(id));
    if (job && Array.isArray(sent?.['inputs'])) job.inputs = JSON.parse(JSON.stringify(sent['inputs'])) as unknown[]; // As JSON has them: -0 is 0.
  },
  cancelJob({ world }, { id, status }) {
    const job = world.things.jobs.get(String(id));
    if (job) job.isStopped = true;
    const waiting = status === 'cancelled' ? partsOf(world, 'tasks', 'jobs', id).filter(({ shown }) => shown['status'] === 'queued') : [];
    for (const task of waiting) Object.assign(task, { shown: { ...task.shown, status: 'cancelled' }, tag: undefined });
  },
  retryTask({ world: { things } }, { job_id }) {
    const job = things.jobs.get(String(job_id));
    const again = job?.shown['finished_at'] === null ? {} : { status: 'queued', finished_at: null, result_url: null };
    if (job) Object.assign(job, { shown: { ...job.shown, ...again }, tag: undefined });
  },
  recoverDeliveries({ world, ids: [webhook] }) {
    for (const delivery of partsOf(world, 'deliveries', 'webhooks', webhook)) delivery.tag = undefined;
  },
};
