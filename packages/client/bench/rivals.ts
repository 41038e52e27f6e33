import OpenAI from 'openai';
import createFetchClient from 'openapi-fetch';
import type { paths } from '@plumbline/contract';
import { Client } from '../src/index.ts';
import type { HeyApi } from './hey-api.ts';
import type { Asked } from './servers.ts';

/** Gets a project, as an object. */
export type Call = () => Promise<unknown>;

/** The ways to get it, by their names in the report: bare fetch first, to which the others are compared. */
export const RIVALS = {
  fetch: 'bare fetch',
  client: '@plumbline/client',
  http: '@plumbline/client, http',
  'openapi-fetch': 'openapi-fetch',
  'hey-api': 'hey-api',
  stainless: 'Stainless (openai)',
} as const;

export type RivalId = keyof typeof RIVALS;

/**
 * Makes one of them.
 *
 * @param heyApi where the client that hey-api has generated is
 */
export async function rival(id: RivalId, { baseUrl, sandboxKey, projectId }: Asked, heyApi: string): Promise<Call> {
  const headers = { Authorization: `Bearer ${sandboxKey}` };
  const url = `${baseUrl}/projects/${projectId}`;
  const at = { params: { path: { project_id: projectId } } };

  switch (id) {
    case 'fetch':
      return async () => {
        const response = await fetch(url, { headers });
        if (!response.ok) throw new Error(`The answer was ${response.status}.`);
        return response.json();
      };
    case 'client': {
      const client = new Client({ apiKey: sandboxKey, baseUrl });
      return () => client.projects.get(projectId);
    }
    case 'http': {
      const { http } = new Client({ apiKey: sandboxKey, baseUrl });
      return async () => (await http.GET('/projects/{project_id}', at)).data;
    }
    case 'openapi-fetch': {
      const client = createFetchClient<paths>({ baseUrl, headers });
      return async () => (await client.GET('/projects/{project_id}', at)).data;
    }
    case 'hey-api': {
      const { client, getProject } = (await import(heyApi)) as HeyApi; // As it was generated.
      client.setConfig({ baseUrl, auth: sandboxKey, throwOnError: true });
      return async () => (await getProject({ path: { project_id: projectId } })).data;
    }
    case 'stainless': {
      const client = new OpenAI({ apiKey: sandboxKey, baseURL: baseUrl });
      return () => client.get(`/projects/${projectId}`);
    }
  }
}
