import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentResource } from './present-resource.ts';

export const getResource = ({ store }: Deps): ApiHandlers['getResource'] =>
  async ({ principal, params, fail }) => {
    const resource = await store.resources.find(principal, params.resource_id);
    if (!resource) throw fail('resource_not_found');

    return { status: 200, body: presentResource(resource) };
  };
