import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentResource } from './present-resource.ts';

export const listResources = ({ store }: Deps): ApiHandlers['listResources'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.resources.list(principal, list);

    return { status: 200, page: { items: rows.map(presentResource), ...place } };
  };
