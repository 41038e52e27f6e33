import { describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { curl } from './curl.ts';
import { typescript } from './typescript.ts';

const call = (given: Partial<Call>): Call => ({
  operationId: 'getProject',
  tag: 'projects',
  method: 'GET',
  path: '/projects/{project_id}',
  pathValues: [{ name: 'project_id', value: 'prj_1' }],
  queryValues: [],
  isOpen: false,
  answer: { kind: 'object', of: 'Project' },
  startsJob: false,
  ...given,
});
const HEAD = "import { Client } from '@plumbline/client';\n\nconst client = new Client();\n";
const KEY = '--header "Authorization: Bearer $PLUMBLINE_API_KEY"';

describe('curl', () => {
  it.each([
    ['a path', {}, `curl "$PLUMBLINE_BASE_URL/projects/prj_1" \\\n  ${KEY}\n`],
    ['what a shell or a URL would take for its own', { pathValues: [{ name: 'project_id', value: "a/b'$(id)!" }] }, `curl "$PLUMBLINE_BASE_URL/projects/a%2Fb%27%24%28id%29%21" \\\n  ${KEY}\n`],
    ['a query', { path: '/projects', pathValues: [], queryValues: [{ name: 'email', value: 'ü@example.com' }, { name: 'page', value: 2 }] }, `curl "$PLUMBLINE_BASE_URL/projects?email=%C3%BC%40example.com&page=2" \\\n  ${KEY}\n`],
    ['a body', { method: 'PATCH', body: { name: "O'Neill" } }, `curl --request PATCH "$PLUMBLINE_BASE_URL/projects/prj_1" \\\n  ${KEY} \\\n  --header 'Content-Type: application/json' \\\n  --data '{\n  "name": "O'\\''Neill"\n}'\n`],
    ['what needs no key', { path: '/status', pathValues: [], isOpen: true }, 'curl "$PLUMBLINE_BASE_URL/status"\n'],
  ] satisfies [string, Partial<Call>, string][])('writes %s', (_name, given, want) => {
    expect(curl.emit(call(given))).toBe(want);
  });
});

describe('TypeScript', () => {
  it.each([
    ['an object', {}, "const project = await client.projects.get('prj_1');\nconsole.log(project);\n"],
    ['the path before the body', { operationId: 'updateProject', method: 'PATCH', body: { name: "O'Neill" } }, "const project = await client.projects.update('prj_1', { name: 'O\\'Neill' });\nconsole.log(project);\n"],
    ['a list', { operationId: 'listProjects', pathValues: [], queryValues: [{ name: 'status', value: 'active' }], answer: { kind: 'list', of: 'Project' } }, "for await (const project of client.projects.list({ status: 'active' })) {\n  console.log(project);\n}\n"],
    ['nothing to print', { operationId: 'deleteProject', answer: { kind: 'none' } }, "await client.projects.delete('prj_1');\n"],
    ['a file', { operationId: 'getJobResult', tag: 'jobs', pathValues: [{ name: 'job_id', value: 'job_1' }], answer: { kind: 'file' } }, "const file = await client.jobs.getResult('job_1');\nconsole.log(await file.text());\n"],
    ['work that goes on', { operationId: 'createJob', tag: 'jobs', pathValues: [], body: { kind: 'run' }, answer: { kind: 'object', of: 'Job' }, startsJob: true }, "const job = await client.jobs.create({ kind: 'run' });\nconsole.log(job);\n\nconst ended = await client.jobs.waitFor(job);\nconsole.log(ended.status);\n"],
    ['an object with a secret', { operationId: 'createKey', tag: 'keys', pathValues: [], answer: { kind: 'object', of: 'KeyWithSecret' } }, 'const key = await client.keys.create();\nconsole.log(key);\n'],
  ] satisfies [string, Partial<Call>, string][])('writes %s', (_name, given, want) => {
    expect(typescript.emit(call(given))).toBe(HEAD + want);
  });
});
