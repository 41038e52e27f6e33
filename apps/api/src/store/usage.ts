import { sql } from 'kysely';
import type { Db, Scope, UsageUnit } from './schema.ts';
import { columnsOf, inProject } from './scope.ts';

/** Requests of one operation that were answered with one class of status in one interval. */
export interface UsageCount {
  /** When the interval begins by the calendar; what is counted of it may begin later. */
  start: Date;
  operation: string;
  /** The first digit of the status. */
  status_class: number;
  requests: number;
}

interface Wanted {
  /** Only what was about this project; undefined for all that the scope sees. */
  projectId?: string | undefined;
  /** From the beginning of an hour to the beginning of another. */
  from: Date;
  to: Date;
  /** What is counted together, by the calendar in UTC. */
  unit: UsageUnit;
}

/** How many requests accounts have made, by the hour. `requestLogStore` counts them; nothing takes them away again. */
export function usageStore(db: Db) {
  return {
    /** The counts of a range, in no order; where there were no requests, there is no count. */
    count(scope: Scope, { projectId, from, to, unit }: Wanted): Promise<UsageCount[]> {
      const start = sql<Date>`date_trunc(${sql.lit(unit)}, hour, 'UTC')`;

      return db
        .selectFrom('usage')
        .select([start.as('start'), 'operation', 'status_class', sql<number>`sum(requests)::bigint`.as('requests')])
        .where((eb) => eb.and(columnsOf(scope)))
        .where(inProject(scope, 'project_id'))
        .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId ?? ''))
        .where('hour', '>=', from)
        .where('hour', '<', to)
        .groupBy([start, 'operation', 'status_class'])
        .execute();
    },
  };
}
