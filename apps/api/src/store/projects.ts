import { sql } from 'kysely';
import { canBeId, newId } from './ids.ts';
import { pageOf } from './page.ts';
import type { PageRequest } from './page.ts';
import type { Db, ProjectRow, ProjectStatus, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';

const COLUMNS = ['id', 'name', 'description', 'region', 'status', 'created_at', 'updated_at'] as const;

type NewProject = Pick<ProjectRow, 'name' | 'description' | 'region'> & Partial<ProjectRow>;
type ProjectChanges = Partial<Pick<ProjectRow, 'name' | 'description' | 'region' | 'status'>>;

/** The projects of an account. What is outside the scope is neither seen nor changed. */
export function projectStore(db: Db) {
  return {
    /** One page, oldest first, and how many projects all pages have together. */
    async list(scope: Scope, { status, ...request }: PageRequest & { status?: ProjectStatus | undefined }) {
      const matching = db
        .selectFrom('projects')
        .where((eb) => eb.and({ ...columnsOf(scope), ...(status && { status }) }));

      return pageOf(
        request,
        (limit, offset) => matching.select(COLUMNS).orderBy('created_at').orderBy('id').limit(limit).offset(offset).execute(),
        () => matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      );
    },

    async find(scope: Scope, id: string): Promise<ProjectRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .selectFrom('projects')
        .select(COLUMNS)
        .where((eb) => eb.and({ ...columnsOf(scope), id }))
        .executeTakeFirst();
    },

    /** Adds a project, which is active unless it says otherwise; the id and the timestamps are made here when left out. */
    insert(scope: Scope, project: NewProject): Promise<ProjectRow> {
      return db
        .insertInto('projects')
        .values({ id: newId('prj'), status: 'active', ...project, ...columnsOf(scope) })
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
    },

    /** Changes what is given and leaves the rest; undefined when there is no such project. */
    async update(scope: Scope, id: string, changes: ProjectChanges): Promise<ProjectRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .updateTable('projects')
        .set({ ...changes, updated_at: sql<Date>`now()` })
        .where((eb) => eb.and({ ...columnsOf(scope), id }))
        .returning(COLUMNS)
        .executeTakeFirst();
    },

    /** Deletes a project and returns what it was; undefined when there is no such project. */
    async remove(scope: Scope, id: string): Promise<ProjectRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .deleteFrom('projects')
        .where((eb) => eb.and({ ...columnsOf(scope), id }))
        .returning(COLUMNS)
        .executeTakeFirst();
    },
  };
}
