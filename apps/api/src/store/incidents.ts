import { sql } from 'kysely';
import { canBeId, newId } from './ids.ts';
import type { Db, IncidentRow, IncidentStatus } from './schema.ts';
import { inTransaction } from './transaction.ts';

type NewIncident = Pick<IncidentRow, 'title' | 'impact' | 'components'> & { message: string; at: Date };

interface Update {
  status: IncidentStatus;
  message: string;
  at: Date;
}

/** What the operator says about outages; of the platform, not of an account. */
export function incidentStore(db: Db) {
  return {
    /** Publishes an incident, which begins at `at` and is being investigated. */
    post({ message, at, ...incident }: NewIncident): Promise<IncidentRow> {
      return inTransaction(db, async (trx) => {
        const { id } = await trx
          .insertInto('incidents')
          .values({ id: newId('inc'), ...incident, status: 'investigating', started_at: at, resolved_at: null })
          .returning('id')
          .executeTakeFirstOrThrow();
        await trx.insertInto('incident_updates').values({ incident_id: id, status: 'investigating', message, created_at: at }).execute();

        const posted = await find(trx, id);
        if (!posted) throw new Error(`The incident ${id} that was posted is not there.`);
        return posted;
      });
    },

    /**
     * Says how an incident goes on. `resolved` ends it at `at`, unless it has ended before; any other status opens
     * it again. Undefined when there is no such incident.
     */
    async update(id: string, { status, message, at }: Update): Promise<IncidentRow | undefined> {
      if (!canBeId(id)) return undefined;

      return inTransaction(db, async (trx) => {
        const changed = await trx
          .updateTable('incidents')
          .set({ status, resolved_at: status === 'resolved' ? sql<Date>`coalesce(resolved_at, ${at})` : null })
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        if (!changed) return undefined;

        await trx.insertInto('incident_updates').values({ incident_id: id, status, message, created_at: at }).execute();
        return find(trx, id);
      });
    },

    /** The incidents that are open, or were at some time since then, newest first. */
    async listRecent(since: Date): Promise<IncidentRow[]> {
      const incidents = await db
        .selectFrom('incidents')
        .selectAll()
        .where((eb) => eb.or([eb('resolved_at', 'is', null), eb('resolved_at', '>=', since)]))
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .execute();

      return withUpdates(db, incidents);
    },
  };
}

async function find(db: Db, id: string): Promise<IncidentRow | undefined> {
  const [incident] = await withUpdates(db, await db.selectFrom('incidents').selectAll().where('id', '=', id).execute());

  return incident;
}

async function withUpdates(db: Db, incidents: Omit<IncidentRow, 'updates'>[]): Promise<IncidentRow[]> {
  if (incidents.length === 0) return [];

  const ids = incidents.map(({ id }) => id);
  const rows = await db.selectFrom('incident_updates').selectAll().where('incident_id', 'in', ids).orderBy('id').execute();

  return incidents.map((incident) => ({
    ...incident,
    updates: rows
      .filter(({ incident_id }) => incident_id === incident.id)
      .map(({ status, message, created_at }) => ({ status, message, created_at })),
  }));
}
