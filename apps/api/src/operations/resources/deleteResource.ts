import { PROJECT_LABEL } from '../../usage/label-projects.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentResource } from './present-resource.ts';

export const deleteResource = ({ transact }: Deps): ApiHandlers['deleteResource'] =>
  async ({ principal, params, ifMatch, label, fail }) =>
    transact(async (store) => {
      const resource = await store.resources.remove(principal, params.resource_id, guard(ifMatch, presentResource));
      if (!resource) throw fail('resource_not_found');

      await store.events.emit(principal, 'resource.deleted', presentResource(resource));
      label(PROJECT_LABEL, resource.project_id);
      return { status: 204 };
    });
