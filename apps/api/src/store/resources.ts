import { guardedWrite } from './guarded-write.ts';
import type { Guard } from './guarded-write.ts';
import { canBeId, newId } from './ids.ts';
import type { ListRequest } from '@plumbline/server';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, ResourceRow, Scope } from './schema.ts';
import { columnsOf, inProject, isBound } from './scope.ts';
import { unlessRefused } from './unless-refused.ts';

const COLUMNS = ['id', 'project_id', 'name', 'type', 'status', 'config', 'created_at', 'updated_at'] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'project_id', 'name', 'type', 'status', 'created_at', 'updated_at'] as const;

type NewResource = Pick<ResourceRow, 'project_id' | 'name' | 'type' | 'config'> & Partial<ResourceRow>;
type ResourceChanges = Partial<Pick<ResourceRow, 'name' | 'status' | 'config'>>;

/** The resources of an account's projects. What is outside the scope is neither seen nor changed. */
export function resourceStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<ResourceRow>> {
      return listRows(visible(db, scope), FIELDS, list);
    },

    async find(scope: Scope, id: string): Promise<ResourceRow | undefined> {
      if (!canBeId(id)) return undefined;

      return visible(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /**
     * Adds a resource, which is active unless it says otherwise, to a project that the scope sees; the id and the
     * timestamps are made here when left out.
     */
    async insert(scope: Scope, resource: NewResource): Promise<ResourceRow | 'project_missing'> {
      if (!canBeId(resource.project_id)) return 'project_missing';
      if (isBound(scope) && scope.projectId !== resource.project_id) return 'project_missing';

      return unlessRefused('resources_project_fkey', 'project_missing', () =>
        db
          .insertInto('resources')
          .values({ id: newId('res'), status: 'active', ...resource, ...columnsOf(scope) })
          .returning(COLUMNS)
          .executeTakeFirstOrThrow(),
      );
    },

    /**
     * Changes what is given and leaves the rest, the type and the project whatever is given; undefined when there is
     * no such resource.
     *
     * @param change what shall change, made of the row as it is when it is written
     * @throws what the guard or `change` throws; then nothing is changed.
     */
    async update(
      scope: Scope,
      id: string,
      change: (row: ResourceRow) => ResourceChanges,
      guard?: Guard<ResourceRow>,
    ): Promise<ResourceRow | undefined> {
      if (!canBeId(id)) return undefined;

      let changes: ResourceChanges = {};
      return guardedWrite(db, {
        guard: (row: ResourceRow) => {
          guard?.(row);
          changes = change(row);
        },
        lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
        write: (trx) =>
          trx
            .updateTable('resources')
            .set({ name: changes.name, status: changes.status, config: changes.config, updated_at: NEXT_UPDATED_AT })
            .where((eb) => eb.and({ ...columnsOf(scope), id }))
            .where(inProject(scope, 'project_id'))
            .returning(COLUMNS)
            .executeTakeFirst(),
      });
    },

    /** Deletes every resource of a project that the scope sees and returns what they were. */
    async removeOfProject(scope: Scope, projectId: string): Promise<ResourceRow[]> {
      if (!canBeId(projectId)) return [];

      return db
        .deleteFrom('resources')
        .where((eb) => eb.and({ ...columnsOf(scope), project_id: projectId }))
        .where(inProject(scope, 'project_id'))
        .returning(COLUMNS)
        .execute();
    },

    /**
     * Deletes a resource and returns what it was; undefined when there is no such resource.
     *
     * @throws what the guard throws; then nothing is deleted.
     */
    async remove(scope: Scope, id: string, guard?: Guard<ResourceRow>): Promise<ResourceRow | undefined> {
      if (!canBeId(id)) return undefined;

      return guardedWrite(db, {
        guard,
        lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
        write: (trx) =>
          trx
            .deleteFrom('resources')
            .where((eb) => eb.and({ ...columnsOf(scope), id }))
            .where(inProject(scope, 'project_id'))
            .returning(COLUMNS)
            .executeTakeFirst(),
      });
    },
  };
}

function visible(db: Db, scope: Scope) {
  return db
    .selectFrom('resources')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)))
    .where(inProject(scope, 'project_id'));
}
