import type { ListRequest } from '@plumbline/server';
import { eventBody, projectOfEvent, type EventData, type EventName } from '../events/event-payload.ts';
import { currentTraceparent } from '../telemetry/trace-context.ts';
import { canBeId, newId } from './ids.ts';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import type { Db, EventRow, Scope } from './schema.ts';
import { columnsOf, inProject } from './scope.ts';

const COLUMNS = ['id', 'event', 'project_id', 'body', 'is_test', 'traceparent', 'relayed_at', 'created_at'] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'event', 'project_id', 'created_at'] as const;
/** Rows of one statement, each with eight parameters, of which PostgreSQL takes 65,535. */
const BATCH = 1_000;

/** What happened in accounts: the outbox of webhooks, and a list of its own. */
export function eventStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<EventRow>> {
      return listRows(visible(db, scope), FIELDS, list);
    },

    async find(scope: Scope, id: string): Promise<EventRow | undefined> {
      if (!canBeId(id)) return undefined;

      return visible(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /**
     * Writes an event down. To be called in the transaction that makes the change it tells of, so that neither is there
     * without the other; a name or an object that the contract does not have does not compile.
     */
    emit<Name extends EventName>(scope: Scope, event: Name, data: EventData<Name>): Promise<void> {
      return insert(scope, event, [data]);
    },

    /** Writes down the same event for each of several objects. */
    emitEach<Name extends EventName>(scope: Scope, event: Name, objects: readonly EventData<Name>[]): Promise<void> {
      return insert(scope, event, objects);
    },
  };

  async function insert<Name extends EventName>(scope: Scope, event: Name, objects: readonly EventData<Name>[]): Promise<void> {
    const created_at = new Date();
    const traceparent = currentTraceparent();
    const rows = objects.map((data) => ({
      ...columnsOf(scope),
      id: newId('evt'),
      event,
      project_id: projectOfEvent(event, data),
      body: eventBody(event, data, created_at),
      traceparent,
      created_at,
    }));
    for (let from = 0; from < rows.length; from += BATCH) {
      await db.insertInto('events').values(rows.slice(from, from + BATCH)).execute();
    }
  }
}

function visible(db: Db, scope: Scope) {
  return db
    .selectFrom('events')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)))
    .where('is_test', '=', false)
    .where(inProject(scope, 'project_id'));
}
