import { expectTypeOf, test } from 'vitest';
import { createClient } from './create-client.ts';

const client = createClient({ apiKey: 'sk_test_a', baseUrl: 'https://api.plumbline.example/v1' });

test('a path that the contract does not have does not compile', () => {
  // @ts-expect-error there is no /project
  void client.GET('/project');
});

test('a method that the path does not have does not compile', () => {
  // @ts-expect-error users cannot be replaced
  void client.PUT('/users/{user_id}');
});

test('a parameter of another type does not compile', () => {
  // @ts-expect-error page is a number
  void client.GET('/projects', { params: { query: { page: '2' } } });
});

test('a body without a required property does not compile', () => {
  // @ts-expect-error a project has a name
  void client.POST('/projects', { body: { region: 'us-east' } });
});

test('what has a default may be left out of the body', () => {
  void client.POST('/projects', { body: { name: 'a' } });
});

const project = () => client.GET('/projects/{project_id}', { params: { path: { project_id: 'prj_1' } } });

const job = { params: { path: { job_id: 'job_1' } } };
const asText = () => client.GET('/jobs/{job_id}/result', { ...job, parseAs: 'text' });
const asStream = () => client.GET('/jobs/{job_id}/result', { ...job, parseAs: 'stream' });

test('a file is read as a text or as a stream', () => {
  expectTypeOf<NonNullable<Awaited<ReturnType<typeof asText>>['data']>>().toEqualTypeOf<string>();
  expectTypeOf<NonNullable<Awaited<ReturnType<typeof asStream>>['data']>>().toExtend<ReadableStream>();
});

test('the answer has the type of the schema', () => {
  type Data = Awaited<ReturnType<typeof project>>['data'];
  expectTypeOf<NonNullable<Data>['region']>().toEqualTypeOf<'us-east' | 'us-west' | 'eu-central' | 'ap-southeast'>();
});
