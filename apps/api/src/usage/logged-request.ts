import type { RequestRecord } from '@plumbline/server';
import type { Caller } from '../accounts/caller.ts';
import { isProjectId } from '../store/ids.ts';
import type { HttpMethod, NewRequest } from '../store/schema.ts';
import { columnsOf } from '../store/scope.ts';
import { PROJECT_LABEL } from './label-projects.ts';

/**
 * What is kept of a request: nothing that its caller has written but the id of a project.
 *
 * @returns undefined for a request that is nobody's, since nobody was let in
 */
export function loggedRequest(request: RequestRecord<Caller>): NewRequest | undefined {
  const { requestId, receivedAt, durationMs, method, operationId, basePath = '', path = '', status, principal } = request;
  if (!principal || operationId === undefined) return undefined;

  return {
    ...columnsOf(principal),
    id: requestId,
    operation: operationId,
    method: method as HttpMethod, // The contract's operations have no others, and HEAD for GET.
    path: basePath + path,
    status,
    duration_ms: durationMs,
    key_id: principal.keyId,
    project_id: projectOf(request, principal),
    created_at: new Date(receivedAt),
  };
}

/** A key of one project is about nothing else, even if it names another: that must not find it in its log. */
function projectOf({ params, labels }: RequestRecord<Caller>, { projectId }: Caller): string | null {
  const { project_id: named } = params;
  return projectId ?? labels[PROJECT_LABEL] ?? (isProjectId(named) ? named : null);
}
