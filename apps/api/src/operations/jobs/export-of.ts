import type { components } from '@plumbline/contract';
import type { Fail } from '@plumbline/server';
import type { Caller } from '../../accounts/caller.ts';
import { EXPORTED_NAMES, inProjects, missingScopes } from '../../jobs/export/exported.ts';
import type { Store } from '../../store/store.ts';
import { PROJECT_MISSING } from '../projects/project-missing.ts';

/**
 * The export that is asked for. One of a project leaves out what belongs to none.
 *
 * @throws Failure `validation_failed` when there is no such project, or the key may not read what is to be exported
 */
export async function exportOf(store: Store, caller: Caller, body: components['schemas']['ExportJobCreate'], fail: Fail<'validation_failed'>) {
  const project_id = body.project_id ?? caller.projectId;
  if (project_id !== null && !(await store.projects.find(caller, project_id))) throw fail('validation_failed', PROJECT_MISSING);

  const { format = 'ndjson', include: asked = EXPORTED_NAMES } = body;
  const include = project_id === null ? asked : inProjects(asked);
  const missing = missingScopes(caller.scopes, include);
  if (missing.length > 0) {
    const fault = { in: 'body', pointer: '/include', code: 'insufficient_scope', message: `names what the key may not read without ${missing.join(', ')}` } as const;
    throw fail('validation_failed', { message: 'The key may not read all that is to be exported. Name in `/include` only what it may read.', details: [fault] });
  }

  return { job: { kind: 'export' as const, project_id, resource_id: null, request: { format, include }, total: 0 }, inputs: [] };
}
