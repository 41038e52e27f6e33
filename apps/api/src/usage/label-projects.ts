import type { ListRequest } from '@plumbline/server';
import type { ApiHandlersOrStubs } from '../operations/handlers.ts';
import { isProjectId } from '../store/ids.ts';

/** The label of a request that says which project it was about. */
export const PROJECT_LABEL = 'project_id';

/** What handlers have in common, whatever their operation. */
interface AnyCall {
  params: { project_id?: unknown };
  query: { project_id?: unknown };
  body?: { project_id?: unknown } | undefined;
  list?: ListRequest | undefined;
  label(name: string, value: string): void;
}
type AnyHandler = (call: AnyCall) => Promise<unknown>;

/**
 * Lets every request say which project it was about: the one that it names or, where it names none, the one that its
 * answer shows. A handler whose answer shows nothing labels its request itself. A `stub` stays one.
 */
export function labelProjects<Given extends Partial<ApiHandlersOrStubs>>(handlers: Given): Given {
  const labelled = Object.entries(handlers).map(([id, handler]) => [id, typeof handler === 'function' ? labelling(handler as AnyHandler) : handler] as const); // Each reads its own part of a call.
  return Object.fromEntries(labelled) as Given; // The same handlers, under the same names.
}

function labelling(handler: AnyHandler): AnyHandler {
  return async (call) => {
    const named = projectIn(call);
    if (named !== undefined) call.label(PROJECT_LABEL, named);

    const reply = await handler(call);

    const shown = named === undefined ? shownIn(reply) : undefined;
    if (shown !== undefined) call.label(PROJECT_LABEL, shown);
    return reply;
  };
}

function projectIn({ params, query, body, list }: AnyCall): string | undefined {
  const filter = list?.filters.find(({ field, operator }) => field === 'project_id' && operator === 'eq');
  return [params.project_id, query.project_id, filter?.value, body?.project_id].find(isProjectId);
}

/** The project that a reply's object belongs to, or is. */
function shownIn(reply: unknown): string | undefined {
  const { body = {} } = reply as { body?: { id?: unknown; project_id?: unknown } | undefined };
  return [body.project_id, body.id].find(isProjectId);
}
