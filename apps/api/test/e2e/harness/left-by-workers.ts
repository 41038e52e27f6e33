import type { Db, Scope } from '../../../src/store/schema.ts';
import { createStore } from '../../../src/store/store.ts';
import { newDelivery, newEvent, newExport, newJob, newWebhook } from './background-rows.ts';

/** How many there are of each: each can be acted on a few times before nothing can be done with it. */
const EACH = 20;

/** Puts into a scope what only a worker makes: deliveries and tasks that failed, jobs that have ended, and one that goes on. */
export async function leaveWorkDone(db: Db, scope: Scope): Promise<void> {
  const store = createStore(db);
  const { id: project } = await store.projects.insert(scope, { name: 'Worked at', description: null, region: 'us-east' });
  const resource = await store.resources.insert(scope, { name: 'Worker', type: 'processor', project_id: project, config: {} });
  if (resource === 'project_missing') throw new Error('The project that was just made is missing.');
  const webhook = await newWebhook(db, scope);
  for (let count = 0; count < EACH; count += 1) {
    await newDelivery(db, scope, webhook, await newEvent(db, scope, project));
    await newExport(db, scope, project);
    await newJob(db, scope, { project_id: project, resource_id: resource.id, status: 'failed', task: 'failed' });
    await newJob(db, scope, { project_id: project, resource_id: resource.id, status: 'running', task: 'failed' });
  }
}
