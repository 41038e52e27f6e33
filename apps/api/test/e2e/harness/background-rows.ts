import { eventBody } from '../../../src/events/event-payload.ts';
import { newId } from '../../../src/store/ids.ts';
import type { Db, JobStatus, Scope, TaskStatus } from '../../../src/store/schema.ts';
import { columnsOf } from '../../../src/store/scope.ts';

/** Makes a webhook for all events, whose secret opens nothing. */
export async function newWebhook(db: Db, scope: Scope): Promise<string> {
  const id = newId('whk');
  const rest = { url: 'https://hooks.example.com/test', description: null, events: ['*'], status: 'enabled' as const, disabled_reason: null };
  const none = { previous_secret: null, previous_secret_expires_at: null, first_failed_at: null };
  await db.insertInto('webhooks').values({ ...columnsOf(scope), id, ...rest, ...none, secret: Buffer.from('none') }).execute();
  return id;
}

/** Writes down that a project was made, which no webhook is told of any more. */
export async function newEvent(db: Db, scope: Scope, project_id: string): Promise<string> {
  const [id, now] = [newId('evt'), new Date()];
  const moment = now.toISOString();
  const project = { id: project_id, name: 'Test', description: null, region: 'us-east', status: 'active', created_at: moment, updated_at: moment } as const;
  const body = eventBody('project.created', project, now);
  await db.insertInto('events').values({ ...columnsOf(scope), id, event: 'project.created', project_id, body, traceparent: null, relayed_at: now, created_at: now }).execute();
  return id;
}

/** Makes a delivery that failed, with its only attempt. */
export async function newDelivery(db: Db, scope: Scope, webhook_id: string, event_id: string): Promise<string> {
  const [id, now] = [newId('dlv'), new Date()];
  const delivery = { webhook_id, event_id, event: 'project.created', status: 'failed' as const, attempts: 1, next_attempt_at: null };
  const attempt = { number: 1, started_at: now, duration_ms: 12, status: 500, error: 'The receiver answered 500.', response_excerpt: 'no' };
  await db.insertInto('deliveries').values({ ...columnsOf(scope), id, ...delivery }).execute();
  await db.insertInto('delivery_attempts').values({ ...columnsOf(scope), delivery_id: id, ...attempt }).execute();
  return id;
}

/** Makes an export that is done, of nothing that anybody would need another scope for, and its only chunk. */
export async function newExport(db: Db, scope: Scope, project_id: string): Promise<string> {
  const [id, now] = [newId('job'), new Date()];
  const unused = { resource_id: null, error: null, key_id: 'key_test', traceparent: null, cancel_requested_at: null };
  const ended = { status: 'succeeded' as const, total: 0, failed: 0, started_at: now, finished_at: now, result_expires_at: new Date(now.getTime() + 86_400_000) };
  await db.insertInto('jobs').values({ ...columnsOf(scope), id, kind: 'export', project_id, request: { format: 'csv', include: [] }, ...unused, ...ended }).execute();
  await db.insertInto('job_results').values({ ...columnsOf(scope), job_id: id, number: 0, chunk: 'object\r\n' }).execute();
  return id;
}

/** Makes a job with one task, both as far as they are said to be. */
export async function newJob(
  db: Db,
  scope: Scope,
  { project_id, resource_id, status, task }: { project_id: string; resource_id: string; status: JobStatus; task: TaskStatus },
): Promise<{ job: string; task: string }> {
  const [job, task_id] = [newId('job'), newId('tsk')];
  const failed = task === 'failed' ? 1 : 0;
  const finished_at = status === 'failed' || status === 'succeeded' ? new Date() : null;
  const started_at = status === 'queued' ? null : new Date();
  await db
    .insertInto('jobs')
    .values({
      ...columnsOf(scope),
      id: job,
      kind: 'run',
      status,
      project_id,
      resource_id,
      request: {},
      total: 1,
      failed,
      error: null,
      key_id: 'key_test',
      traceparent: null,
      cancel_requested_at: null,
      started_at,
      finished_at,
      result_expires_at: null,
    })
    .execute();
  await db
    .insertInto('tasks')
    .values({
      ...columnsOf(scope),
      id: task_id,
      job_id: job,
      project_id,
      number: 0,
      status: task,
      input: JSON.stringify({ n: 1 }),
      output: null,
      error: failed ? 'The processor answered 500.' : null,
      attempts: failed,
      started_at,
      finished_at,
    })
    .execute();
  return { job, task: task_id };
}
