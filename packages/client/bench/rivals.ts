import OpenAI from 'openai';
import createFetchClient from 'openapi-fetch';
import type { paths } from '@plumbline/contract';
import { Client } from '../src/index.ts';
import { generateHeyApi } from './hey-api.ts';
import type { Asked } from './servers.ts';

/** A way to get a project, as an object. */
export interface Rival {
  id: string;
  label: string;
  call(): Promise<unknown>;
}

/** Makes the rivals for one server: bare fetch first, to which the others are compared. */
export async function rivalsOn({ baseUrl, sandboxKey, projectId }: Asked, running: AsyncDisposableStack): Promise<Rival[]> {
  const headers = { Authorization: `Bearer ${sandboxKey}` };
  const url = `${baseUrl}/projects/${projectId}`;
  const client = new Client({ apiKey: sandboxKey, baseUrl });
  const plain = createFetchClient<paths>({ baseUrl, headers });
  const hey = await generateHeyApi(running);
  hey.client.setConfig({ baseUrl, auth: sandboxKey, throwOnError: true });
  const stainless = new OpenAI({ apiKey: sandboxKey, baseURL: baseUrl });

  return [
    {
      id: 'fetch',
      label: 'bare fetch',
      async call() {
        const response = await fetch(url, { headers });
        if (!response.ok) throw new Error(`The answer was ${response.status}.`);
        return response.json();
      },
    },
    { id: 'client', label: '@plumbline/client', call: () => client.projects.get(projectId) },
    { id: 'http', label: '@plumbline/client, http', call: async () => (await client.http.GET('/projects/{project_id}', { params: { path: { project_id: projectId } } })).data },
    { id: 'openapi-fetch', label: 'openapi-fetch', call: async () => (await plain.GET('/projects/{project_id}', { params: { path: { project_id: projectId } } })).data },
    { id: 'hey-api', label: 'hey-api', call: async () => (await hey.getProject({ path: { project_id: projectId } })).data },
    { id: 'stainless', label: 'Stainless (openai)', call: () => stainless.get(`/projects/${projectId}`) },
  ];
}
