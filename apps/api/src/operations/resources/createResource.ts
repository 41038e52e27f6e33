import { completeConfig } from '../../resources/complete-config.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
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

const PROJECT_MISSING = {
  message: 'There is no project with the id that `/project_id` names.',
  details: [{ in: 'body', pointer: '/project_id', code: 'project_not_found', message: 'is the id of no project that the key sees' }],
} as const;
