import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import type { Samples } from '../samples/samples.ts';
import { indexOf, type OperationEntry } from './contract-index.ts';
import { operationPage } from './operation-page.ts';

const index = indexOf(contract);
const sample: Samples[string] = { curl: 'curl …', typescript: 'await …', response: { status: 200, headers: { 'content-type': 'application/json', 'x-request-id': 'req_1' }, body: '{}', type: 'application/json' } };

/** The page of an operation as the contract has it, or as it would have it. */
function page(id: keyof typeof contract.operations, changed: Partial<OperationEntry> = {}, samples: Samples = {}) {
  const operation = index.operations.find((one) => one.id === id);
  if (!operation) throw new Error(`The contract has no ${id}.`);
  return operationPage({ ...operation, ...changed }, index, samples);
}

const deprecation = { since: '2026-12-01', sunset: '2027-06-01', successor: 'getProject' };

const told: [string, string, string][] = [
  ['its request', page('createProject').markdown, '```http\nPOST /v1/projects\n```'],
  ['its scope', page('createProject').markdown, '- **[Scope](/docs/guides/authentication/)**: [`projects:write`](/docs/scopes/#projectswrite)'],
  ['that a key of one project is refused', page('createProject').markdown, '**Keys**: only those of the whole account'],
  ['that no key is needed', page('getStatus').markdown, '- **Access**: public, it needs no key\n- **[Limit](/docs/guides/rate-limits/)**: none'],
  ['its cost and the numbers of the plans', page('listLogs', { rateLimit: { policy: 'standard', cost: 5 } }).markdown, 'counts as 5 requests of 100 (free), 1,000 (pro) or 10,000 (enterprise) an hour and 100 a second.'],
  ['that it is on trial', page('getUser', { stability: 'beta' }).markdown, '> **Beta.** It can still change'],
  ['that it goes, when, and what comes', page('getUser', { deprecation }).markdown, '> **Deprecated** since 2026-12-01, and gone from 2027-06-01 on. Use [`getProject`](/docs/operations/getProject/) instead.'],
  ['that nothing takes its place', page('getUser', { deprecation: { ...deprecation, successor: null } }).markdown, 'Nothing takes its place.'],
  ['that a body can be left out', page('rotateKey').markdown, 'It can be left out.'],
  ['both types of a file', page('getJobResult').markdown, '- `application/x-ndjson`, string: A line of JSON'],
  ['how pages are walked', page('listProjects').markdown, '- [Pages](/docs/guides/pagination/): by number (`page`, `per_page`), up to 100 items each.'],
  ['what filters compare', page('listEvents').markdown, '`created_after` (`created_at` is at or after it)'],
  ['the order without a word', page('listLogs').markdown, 'without a word, by `created_at`, descending.'],
  ['for how long an answer is kept', page('createJob').markdown, 'its success is answered again for 1 day.'],
  ['that repeating does it again', page('testWebhook').markdown, '[Repeating it](/docs/guides/idempotency/) does it again'],
  ['a conditional change', page('updateProject').markdown, '`If-Match`, and nothing is done (412)'],
  ['how a job is waited for', page('createJob').markdown, 'ask [`getJob`](/docs/operations/getJob/) until `status` is `succeeded`, `failed` or `cancelled`, or let `client.jobs.waitFor` do it.'],
  ['what has begun the job', page('getJob').markdown, 'that [`createJob`](/docs/operations/createJob/) has begun'],
  ['the events that it sends', page('deleteProject').markdown, '[`project.deleted`](/docs/events/project.deleted/), [`resource.deleted`](/docs/events/resource.deleted/) and [`key.revoked`](/docs/events/key.revoked/)'],
  ['which errors are worth another try', page('createJob').markdown, '503 | Something that the service needs, such as its database, is out of reach. **Can be retried.** |'],
  ['where it is tried', page('createJob').markdown, '[Try it](/docs/try/?operation=createJob) · [In the reference on one page](/docs/reference#/jobs/createjob)'],
  ['its fragment with the parameters of its path', page('getProject').markdown, "/projects/{project_id}:\n  parameters:\n    - $ref: '#/components/parameters/ProjectId'\n  get:\n    operationId: getProject"],
  ['its sample and what was answered', page('getUser', {}, { getUser: sample }).markdown, '```sh title="curl"\ncurl …\n```\n\n```ts title="TypeScript"\nawait …\n```\n\nThe answer that it got:\n\n```http\nHTTP/1.1 200 OK\ncontent-type: application/json\n```\n\n```json\n{}\n```'],
];

describe('operationPage', () => {
  it.each(told)('tells %s', (_, markdown, want) => expect(markdown).toContain(want));

  it('has no example where there is no sample', () => {
    expect(page('getUser').markdown).not.toContain('## Example');
  });

  it.each([
    ['deprecated', { deprecation }, { text: 'Deprecated', variant: 'danger' }],
    ['beta', { stability: 'beta' } as const, { text: 'Beta', variant: 'note' }],
    ['settled', {}, undefined],
  ])('gives what is %s its badge', (_, changed, badge) => expect(page('getUser', changed).badge).toEqual(badge));
});
