import { describe, expectTypeOf, it } from 'vitest';
import { Client, webhooks } from './index.ts';
import type { ApiError, ApiPromise, Job, JobProgress, ListPromise, NotFoundError, PlumblineError, Project, ProjectList, ProjectNotFoundError, WebhookEvent } from './index.ts';
import { Core, getProject, listProjects, waitForJob } from './operations.ts';
import * as v2 from './v2.ts';

const client = new Client({ apiKey: 'sk_test_a' });
const core = new Core();

describe('a method', () => {
  it('gives what the schema says', () => {
    expectTypeOf(client.projects.get('prj_1')).toExtend<ApiPromise<Project, { xRequestId: string; etag: string }>>();
    expectTypeOf(client.projects.get('prj_1')).resolves.toEqualTypeOf<Project>();
    expectTypeOf<Project['region']>().toEqualTypeOf<'us-east' | 'us-west' | 'eu-central' | 'ap-southeast'>();
  });

  it('gives nothing, or a file, where that is the answer', () => {
    expectTypeOf(client.projects.delete).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(client.jobs.getResult).returns.resolves.toEqualTypeOf<Response>();
  });

  it('gives undefined only to who asks whether there is something new', () => {
    expectTypeOf(client.projects.get('prj_1', { timeout: 1 })).resolves.toEqualTypeOf<Project>();
    expectTypeOf(client.projects.get('prj_1', { ifNoneMatch: '"a"' })).resolves.toEqualTypeOf<Project | undefined>();
    const tag: string | undefined = undefined as string | undefined;
    expectTypeOf(client.projects.get('prj_1', { ifNoneMatch: tag })).resolves.toEqualTypeOf<Project | undefined>();
  });

  it('takes the path, then the body or the query, then the options', () => {
    void client.webhooks.getDelivery('whk_1', 'dlv_1');
    void client.projects.update('prj_1', { name: 'edge' }, { ifMatch: '"a"' });
    void client.projects.create({ name: 'edge' }, { idempotencyKey: 'a', retries: 0, pacing: false, maxTime: 1, headers: {} });
    void client.webhooks.test('whk_1');
    void client.projects.list({ status: 'active', page: 2 }, { signal: AbortSignal.timeout(1) });
  });

  it('does not compile with what the contract does not have', () => {
    // @ts-expect-error a project has a name
    void client.projects.create({ region: 'us-east' });
    // @ts-expect-error there is no such region
    void client.projects.create({ name: 'edge', region: 'moon' });
    // @ts-expect-error page is a number
    void client.projects.list({ page: '2' });
    // @ts-expect-error users cannot be replaced
    void client.users.replace('usr_1', {});
    // @ts-expect-error nothing that is read takes a key
    void client.projects.get('prj_1', { idempotencyKey: 'a' });
    // @ts-expect-error what is created has no state yet
    void client.projects.create({ name: 'edge' }, { ifMatch: '"a"' });
    // @ts-expect-error a path parameter is left out
    void client.webhooks.getDelivery('whk_1');
  });
});

describe('an answer', () => {
  it('comes with its headers, numbers as numbers', () => {
    type Answer = Awaited<ReturnType<ReturnType<typeof client.projects.get>['withResponse']>>;
    expectTypeOf<Answer['headers']['rateLimitRemaining']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Answer['headers']['etag']>().toEqualTypeOf<string>();
    expectTypeOf<Answer['requestId']>().toEqualTypeOf<string | undefined>();
    // @ts-expect-error what is read has no Location
    expectTypeOf<Answer['headers']['location']>();
  });
});

describe('a list', () => {
  it('is a page, items and pages', () => {
    expectTypeOf(client.projects.list()).toExtend<ListPromise<Project, ProjectList>>();
    expectTypeOf(client.projects.list).returns.resolves.toEqualTypeOf<ProjectList>();
    expectTypeOf(client.projects.list().toArray).parameters.toEqualTypeOf<[{ limit: number }]>();
  });

  it('is the same by pages and by cursors', () => {
    const other = new v2.Client();
    expectTypeOf(other.projects.list().toArray({ limit: 1 })).resolves.items.toExtend<v2.Project>();
    // @ts-expect-error v2 has no pages
    void other.projects.list({ page: 2 });
  });
});

describe('a job', () => {
  it('is waited for until it has ended, with its progress', () => {
    const options = { onProgress: (progress: JobProgress, job: Job) => void [progress, job] };
    expectTypeOf(client.jobs.waitFor('job_1', options)).resolves.toExtend<Job & { status: 'succeeded' | 'failed' | 'cancelled' }>();
  });
});

describe('a function', () => {
  it('is a method without its client', () => {
    expectTypeOf(getProject(core, 'prj_1')).toEqualTypeOf(client.projects.get('prj_1'));
    expectTypeOf(listProjects(client, { page: 1 })).toEqualTypeOf(client.projects.list({ page: 1 }));
    expectTypeOf(waitForJob(core, 'job_1')).toEqualTypeOf(client.jobs.waitFor('job_1'));
  });
});

describe('an error', () => {
  it('has its code and its status as literals, below a class of its status', () => {
    expectTypeOf<ProjectNotFoundError['code']>().toEqualTypeOf<'project_not_found'>();
    expectTypeOf<ProjectNotFoundError['status']>().toEqualTypeOf<404>();
    expectTypeOf<ProjectNotFoundError>().toExtend<NotFoundError>();
    expectTypeOf<NotFoundError>().toExtend<ApiError>();
    expectTypeOf<ApiError>().toExtend<PlumblineError>();
  });
});

describe('an event', () => {
  it('is told apart by its name', () => {
    expectTypeOf(webhooks.unwrap).returns.resolves.toEqualTypeOf<WebhookEvent>();
    expectTypeOf<Extract<WebhookEvent, { event: 'project.created' }>['data']>().toEqualTypeOf<Project>();
    // @ts-expect-error there is no such event
    void webhooks.signTestDelivery('project.painted', undefined, { secret: 'whsec_a' });
  });
});

describe('client.http', () => {
  it('is the typed client below', async () => {
    const { data, error } = await client.http.GET('/projects/{project_id}', { params: { path: { project_id: 'prj_1' } } });
    expectTypeOf(data).toEqualTypeOf<Project | undefined>();
    expectTypeOf<NonNullable<typeof error>['error']['code']>().toExtend<string>();
    // @ts-expect-error there is no /project
    void client.http.GET('/project');
  });

  it('reads a file as a text or as a stream', () => {
    const job = { params: { path: { job_id: 'job_1' } } };
    const asText = () => client.http.GET('/jobs/{job_id}/result', { ...job, parseAs: 'text' });
    const asStream = () => client.http.GET('/jobs/{job_id}/result', { ...job, parseAs: 'stream' });
    expectTypeOf<NonNullable<Awaited<ReturnType<typeof asText>>['data']>>().toEqualTypeOf<string>();
    expectTypeOf<NonNullable<Awaited<ReturnType<typeof asStream>>['data']>>().toExtend<ReadableStream>();
  });
});
