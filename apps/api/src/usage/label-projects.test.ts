import { stub } from '@plumbline/server';
import { describe, expect, it } from 'vitest';
import type { ApiHandlers } from '../operations/handlers.ts';
import { labelProjects } from './label-projects.ts';

const [FIRST, SECOND] = ['prj_4GhT9sKq2LmN8vRxYbZ1Wc', 'prj_8KdM3xVt5QwJ7pZnRc2HyB'];
const NOBODY = 'hunter2';
const listed = (field: string, value: string) => ({ filters: [{ field, operator: 'eq', value }], sort: {}, window: {} });

/** What a request is labelled with, when a handler replies so or fails, and what comes of it. */
async function labelOf(call: object, reply: object | Error): Promise<[label: string | undefined, outcome: unknown]> {
  const labels = new Map<string, string>();
  const handler = async () => {
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const { getProject } = labelProjects({ getProject: handler } as unknown as ApiHandlers); // One stands for all.
  const answered = getProject({ params: {}, query: {}, label: (name: string, value: string) => void labels.set(name, value), ...call } as never);
  const outcome = await Promise.resolve(answered).catch((error: unknown) => error);
  return [labels.get('project_id'), outcome];
}

describe('labelProjects', () => {
  it.each([
    ['the project of its path', { params: { project_id: FIRST } }, { status: 204 }, FIRST],
    ['the project of its path, also when it fails', { params: { project_id: FIRST } }, new Error('no'), FIRST],
    ['the project of its query', { query: { project_id: FIRST } }, { status: 200, body: {} }, FIRST],
    ['the project that a list is filtered by', { list: listed('project_id', FIRST) }, { status: 200, page: { items: [] } }, FIRST],
    ['the project of its body', { body: { project_id: FIRST } }, new Error('no'), FIRST],
    ['the project that its answer belongs to', { body: { name: 'x' } }, { status: 201, body: { id: 'res_1', project_id: SECOND } }, SECOND],
    ['the project that its answer is', { body: { name: 'x' } }, { status: 201, body: { id: SECOND } }, SECOND],
    ['what it names, before what its answer shows', { query: { project_id: FIRST } }, { status: 200, body: { project_id: SECOND } }, FIRST],
    ['nothing, when its answer belongs to no project', {}, { status: 200, body: { id: 'key_1', project_id: null } }, undefined],
    ['nothing, when its answer has no body', {}, { status: 204 }, undefined],
    ['nothing that only looks like it', { params: { project_id: NOBODY }, query: { project_id: NOBODY }, list: listed('key_id', FIRST) }, { status: 200, body: { id: NOBODY } }, undefined],
  ])('labels a request with %s', async (_what, call, reply, want) => {
    expect(await labelOf(call, reply)).toEqual([want, reply]);
  });

  it('leaves an operation that has no handler yet to the example of the contract', () => {
    expect(labelProjects({ getProject: stub })).toEqual({ getProject: stub });
  });

  it('leaves the label of a handler that knows better', async () => {
    const labels = new Map<string, string>();
    const deleteResource = async ({ label }: { label(name: string, value: string): void }) => {
      label('project_id', SECOND);
      return { status: 204 as const };
    };
    const handlers = labelProjects({ deleteResource } as unknown as ApiHandlers); // As above.
    await handlers.deleteResource({ params: { resource_id: 'res_1' }, query: {}, label: (name: string, value: string) => void labels.set(name, value) } as never);
    expect(labels.get('project_id')).toBe(SECOND);
  });
});
