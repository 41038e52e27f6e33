import { sql } from 'kysely';
import { guardedWrite } from './guarded-write.ts';
import type { Guard } from './guarded-write.ts';
import { canBeId, newId } from './ids.ts';
import type { ListRequest } from '@plumbline/server';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, ProjectRow, Scope } from './schema.ts';
import { columnsOf, inProject, isBound } from './scope.ts';

const COLUMNS = ['id', 'name', 'description', 'region', 'status', 'created_at', 'updated_at'] as const;
const DEFAULT = { name: 'Default', description: null, region: 'us-east', status: 'active', is_default: true } as const;

type NewProject = Pick<ProjectRow, 'name' | 'description' | 'region'> & Partial<ProjectRow>;
type ProjectChanges = Partial<Pick<ProjectRow, 'name' | 'description' | 'region' | 'status'>>;

/** The projects of an account. What is outside the scope is neither seen nor changed. */
export function projectStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<ProjectRow>> {
      return listRows(visible(db, scope), COLUMNS, list);
    },

    async find(scope: Scope, id: string): Promise<ProjectRow | undefined> {
      if (!canBeId(id)) return undefined;

      return visible(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /** Keeps a project from being changed or deleted by others until the transaction ends; without one, it does nothing. */
    async lock(scope: Scope, id: string): Promise<void> {
      if (canBeId(id)) await visible(db, scope).where('id', '=', id).forUpdate().execute();
    },

    /** The account's default project, if it has one that the scope sees. */
    findDefault(scope: Scope): Promise<ProjectRow | undefined> {
      return visible(db, scope).where('is_default', '=', true).executeTakeFirst();
    },

    /**
     * The project that things go into when they are made without naming one: the account's default project, which is
     * made when it has none, once however many ask at the same time. For a scope that is bound to a project it is
     * that one; undefined when that has just been deleted.
     *
     * @returns with it whether this call has made it
     */
    async ensureDefault(scope: Scope): Promise<{ project: ProjectRow; isNew: boolean } | undefined> {
      const project = isBound(scope) ? await visible(db, scope).executeTakeFirst() : await visible(db, scope).where('is_default', '=', true).executeTakeFirst();
      if (project) return { project, isNew: false };
      if (isBound(scope)) return undefined;

      // The update changes nothing: it makes the loser of a race wait for the winner's row and return it.
      const { is_new: isNew, ...made } = await db
        .insertInto('projects')
        .values({ id: newId('prj'), ...DEFAULT, ...columnsOf(scope) })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'environment']).where('is_default', '=', sql.lit(true)).doUpdateSet({ is_default: true }),
        )
        // Only a row that the conflict has updated names a transaction there.
        .returning([...COLUMNS, sql<boolean>`xmax = 0`.as('is_new')])
        .executeTakeFirstOrThrow();

      return { project: made, isNew };
    },

    /**
     * Whether a project is there and seen; it stays until the transaction ends, so that what is made for it is not
     * made for one that is being deleted.
     */
    async hold(scope: Scope, id: string): Promise<boolean> {
      if (!canBeId(id)) return false;

      return (await visible(db, scope).where('id', '=', id).forShare().executeTakeFirst()) !== undefined;
    },

    /** Adds a project, which is active unless it says otherwise; the id and the timestamps are made here when left out. */
    insert(scope: Scope, project: NewProject): Promise<ProjectRow> {
      return db
        .insertInto('projects')
        .values({ id: newId('prj'), status: 'active', ...project, ...columnsOf(scope) })
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
    },

    /**
     * Changes what is given and leaves the rest; undefined when there is no such project.
     *
     * @throws what the guard throws; then nothing is changed.
     */
    async update(scope: Scope, id: string, changes: ProjectChanges, guard?: Guard<ProjectRow>): Promise<ProjectRow | undefined> {
      if (!canBeId(id)) return undefined;

      return guardedWrite(db, {
        guard,
        lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
        write: (trx) =>
          trx
            .updateTable('projects')
            .set({ ...changes, updated_at: NEXT_UPDATED_AT })
            .where((eb) => eb.and({ ...columnsOf(scope), id }))
            .where(inProject(scope, 'id'))
            .returning(COLUMNS)
            .executeTakeFirst(),
      });
    },

    /**
     * Deletes a project with everything in it and returns what it was; undefined when there is no such project.
     *
     * @throws what the guard throws; then nothing is deleted.
     */
    async remove(scope: Scope, id: string, guard?: Guard<ProjectRow>): Promise<ProjectRow | undefined> {
      if (!canBeId(id)) return undefined;

      return guardedWrite(db, {
        guard,
        lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
        write: (trx) =>
          trx
            .deleteFrom('projects')
            .where((eb) => eb.and({ ...columnsOf(scope), id }))
            .where(inProject(scope, 'id'))
            .returning(COLUMNS)
            .executeTakeFirst(),
      });
    },
  };
}

function visible(db: Db, scope: Scope) {
  return db
    .selectFrom('projects')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)))
    .where(inProject(scope, 'id'));
}
