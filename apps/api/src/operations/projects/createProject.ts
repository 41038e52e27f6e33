import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const createProject = ({ transact }: Deps): ApiHandlers['createProject'] =>
  async ({ principal, body, basePath }) => {
    const { name, description, region } = body;

    return transact(async (store) => {
      const project = presentProject(await store.projects.insert(principal, { name, description, region }));

      await store.events.emit(principal, 'project.created', project);
      return {
        status: 201,
        headers: { Location: `${basePath}/projects/${project.id}` },
        body: project,
      };
    });
  };
