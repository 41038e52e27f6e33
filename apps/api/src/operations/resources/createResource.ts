import { completeConfig } from '../../resources/complete-config.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { PROJECT_MISSING } from '../projects/project-missing.ts';
import { presentResource } from './present-resource.ts';

export const createResource = ({ transact }: Deps): ApiHandlers['createResource'] =>
  async ({ principal, body, basePath, fail }) => {
    const { name, type, status = 'active', config } = body;

    return transact(async (store) => {
      const project_id = body.project_id ?? (await store.projects.ensureDefault(principal))?.id;
      const wanted = { name, type, status, config: { ...completeConfig(type, config) } };
      const resource = project_id === undefined ? 'project_missing' : await store.resources.insert(principal, { project_id, ...wanted });
      if (resource === 'project_missing') throw fail('validation_failed', PROJECT_MISSING);

      return {
        status: 201,
        headers: { Location: `${basePath}/resources/${resource.id}` },
        body: presentResource(resource),
      };
    });
  };
