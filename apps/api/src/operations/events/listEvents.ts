import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentEvent } from './present-event.ts';

export const listEvents = ({ store }: Deps): ApiHandlers['listEvents'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.events.list(principal, list);

    return { status: 200, page: { items: rows.map(presentEvent), ...place } };
  };
