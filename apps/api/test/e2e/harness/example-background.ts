import { contract } from '@plumbline/contract';
import { eventBody } from '../../../src/events/event-payload.ts';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { columnsOf } from '../../../src/store/scope.ts';

const { Webhook, Event, Delivery, JobList, TaskList } = contract.document.components.examples;

/** Puts into a scope the webhook, the event, the delivery, the jobs and the tasks that the contract shows. */
export async function showBackground(db: Db, scope: Scope): Promise<void> {
  const columns = columnsOf(scope);
  const secrets = { secret: Buffer.from('none'), previous_secret: null, first_failed_at: null };
  await db.insertInto('webhooks').values(timed({ ...columns, ...Webhook.value, ...secrets })).execute();

  const { event, data, created_at, id, project_id } = Event.value;
  const body = eventBody(event as 'project.created', data as never, new Date(created_at)); // JSON's types are text.
  await db.insertInto('events').values(timed({ ...columns, id, event, project_id, body, created_at, traceparent: null, relayed_at: created_at })).execute();

  const { attempts, ...delivery } = Delivery.value;
  await db.insertInto('deliveries').values(timed({ ...columns, ...delivery, attempts: attempts.length })).execute();
  for (const attempt of attempts) {
    await db.insertInto('delivery_attempts').values(timed({ ...columns, ...attempt, delivery_id: delivery.id })).execute();
  }

  for (const { format, progress: { percent: _percent, ...counts }, result_url: _result, ...job } of JobList.value.data) {
    const unseen = { request: { format }, key_id: 'key_2HsF6pXz9DtC3wLmB8vNqK', traceparent: null, cancel_requested_at: null };
    const result_expires_at = job.finished_at === null ? null : '2099-01-01T00:00:00.000Z';
    await db.insertInto('jobs').values(timed({ ...columns, ...job, ...counts, ...unseen, result_expires_at })).execute();
  }
  for (const { input, output, ...task } of TaskList.value.data) {
    await db.insertInto('tasks').values(timed({ ...columns, ...task, input: JSON.stringify(input), output: JSON.stringify(output) })).execute();
  }
}

/** Turns the moments of an example into dates; what an example's other texts are, its table knows. */
function timed(row: Record<string, unknown>): never {
  const entries = Object.entries(row).map(([name, value]) => [name, name.endsWith('_at') && typeof value === 'string' ? new Date(value) : value]);
  return Object.fromEntries(entries) as never;
}
