import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { ApiKeyRow, Scope } from './schema.ts';

/** A scope as the columns that every row of an account carries, to insert with or to select by. */
export function columnsOf({ accountId, environment }: Scope) {
  return { account_id: accountId, environment };
}

/** The scope that a row of an account is in. */
export function scopeOf({ account_id, environment }: Pick<ApiKeyRow, 'account_id' | 'environment'>): Scope {
  return { accountId: account_id, environment };
}

/** Whether a scope is bound to one project. An empty id is a project, too: one that nobody has. */
export function isBound(scope: Scope): scope is Scope & { projectId: string } {
  return typeof scope.projectId === 'string';
}

/** The condition that keeps a scope to its project; `column` names the project of a row. Without a project all rows meet it. */
export function inProject(scope: Scope, column: 'id' | 'project_id'): RawBuilder<SqlBool> {
  return isBound(scope) ? sql`${sql.ref(column)} = ${scope.projectId}` : sql`true`;
}
