import type { ListRequest } from '@plumbline/server';
import { listRows } from '../../store/list-rows.ts';
import type { Db, Scope, WebhookRow } from '../../store/schema.ts';
import { columnsOf } from '../../store/scope.ts';

const COLUMNS = ['id', 'url', 'description', 'events', 'status', 'disabled_reason', 'previous_secret_expires_at', 'created_at', 'updated_at'] as const;

/** Lists webhooks without their secrets, which are not even read. */
export function listWebhooks(db: Db, scope: Scope, list: ListRequest) {
  return listRows(db.selectFrom('webhooks').select(COLUMNS).where((eb) => eb.and(columnsOf(scope))), ['id', 'created_at'], list);
}

/** A webhook as callers see it. */
export function presentWebhook({ previous_secret_expires_at, created_at, updated_at, ...webhook }: Pick<WebhookRow, (typeof COLUMNS)[number]>) {
  return {
    ...webhook,
    previous_secret_expires_at: previous_secret_expires_at?.toISOString() ?? null,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}
