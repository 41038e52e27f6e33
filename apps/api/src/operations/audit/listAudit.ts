import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentAuditEntry } from './present-audit-entry.ts';

export const listAudit = ({ store }: Deps): ApiHandlers['listAudit'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.audit.list(principal, list);

    return { status: 200, page: { items: rows.map(presentAuditEntry), ...place } };
  };
