import { completeConfig } from '../../resources/complete-config.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from '../projects/present-project.ts';
import { PROJECT_MISSING } from '../projects/project-missing.ts';
import { presentResource } from './present-resource.ts';

export const createResource = ({ transact }: Deps): ApiHandlers['createResource'] =>
  async ({ principal, body, basePath, fail }) => {
    const { name, type, status = 'active', config } = body;

    return transact(async (store) => {
      const defaultProject = body.project_id === undefined ? await store.projects.ensureDefault(principal) : undefined;
      if (defaultProject?.isNew) await store.events.emit(principal, 'project.created', presentProject(defaultProject.project));

      const project_id = body.project_id ?? defaultProject?.project.id;
      const wanted = { name, type, status, config: { ...completeConfig(type, config) } };
      const resource = project_id === undefined ? 'project_missing' : await store.resources.insert(principal, { project_id, ...wanted });
      if (resource === 'project_missing') throw fail('validation_failed', PROJECT_MISSING);

      const shown = presentResource(resource);
      await store.events.emit(principal, 'resource.created', shown);
      return {
        status: 201,
        headers: { Location: `${basePath}/resources/${resource.id}` },
        body: shown,
      };
    });
  };
