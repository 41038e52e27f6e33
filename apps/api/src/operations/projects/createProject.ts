import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const createProject = ({ write }: Deps): ApiHandlers['createProject'] =>
  async ({ principal, body, basePath }) => {
    const { name, description, region } = body;
    const project = await write((store) => store.projects.insert(principal, { name, description, region }));

    return {
      status: 201,
      headers: { Location: `${basePath}/projects/${project.id}` },
      body: presentProject(project),
    };
  };
