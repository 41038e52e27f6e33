import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentRequest } from './present-request.ts';

export const listLogs = ({ store }: Deps): ApiHandlers['listLogs'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.requestLog.list(principal, list);

    return { status: 200, page: { items: rows.map(presentRequest), ...place } };
  };
