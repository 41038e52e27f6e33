import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentResource } from './present-resource.ts';

export const deleteResource = ({ store }: Deps): ApiHandlers['deleteResource'] =>
  async ({ principal, params, ifMatch, fail }) => {
    const resource = await store.resources.remove(principal, params.resource_id, guard(ifMatch, presentResource));
    if (!resource) throw fail('resource_not_found');

    return { status: 204 };
  };
