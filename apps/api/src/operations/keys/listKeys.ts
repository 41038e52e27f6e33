import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentKey } from './present-key.ts';

export const listKeys = ({ store }: Deps): ApiHandlers['listKeys'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.keys.list(principal, list);

    return { status: 200, page: { items: rows.map(presentKey), ...place } };
  };
