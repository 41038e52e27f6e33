import type { Probe as AskedProbe } from '@plumbline/benchmark';

/** One operation that is measured. */
export interface Probe extends AskedProbe {
  id: 'getProject' | 'listProjects' | 'listProjectsByCursor' | 'createProject';
  label: string;
}

/** How many projects each environment has. */
export const PROJECTS = 100_000;

/** The id of the nth project, the oldest first. */
export const PROJECT_PREFIX = 'prj_bench';
const MIDDLE = `${PROJECT_PREFIX}${PROJECTS / 2}`;

const NEW_PROJECT = { name: 'Orders', description: 'What was ordered, and by whom', region: 'us-west' };

export const PROBES: readonly Probe[] = [
  { id: 'getProject', label: 'one project', method: 'GET', target: `/v1/projects/${MIDDLE}`, headers: {}, status: 200 },
  { id: 'listProjects', label: `20 of ${PROJECTS} projects, which are counted`, method: 'GET', target: '/v1/projects?page=2&per_page=20', headers: {}, status: 200 },
  { id: 'listProjectsByCursor', label: `20 of ${PROJECTS} projects, by cursor`, method: 'GET', target: '/v2/projects?per_page=20', headers: {}, status: 200 },
  {
    id: 'createProject',
    label: 'a project from a JSON body',
    method: 'POST',
    target: '/v1/projects',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(NEW_PROJECT),
    status: 201,
  },
];
