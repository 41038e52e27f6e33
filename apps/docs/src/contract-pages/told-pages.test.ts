import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import { contractPages } from './contract-pages.ts';

const pages = new Map(contractPages(contract, {}).map((page) => [page.id, page]));

/** What pages of events, errors, schemas and scopes must say, each taken from another part of the contract. */
const told: [string, string, string][] = [
  ['events/project.created', 'what sends it', 'It is sent by [`createProject`](/docs/operations/createProject/) or [`createResource`](/docs/operations/createResource/).'],
  ['events/job.started', 'that no request sends it', 'It is sent by work that goes on behind the answers, without a request.'],
  ['events/job.cancelled', 'that both do', 'It is sent by [`cancelJob`](/docs/operations/cancelJob/), and by work'],
  ['events/user.created', 'its payload', 'In `data`:\n\n| Name | Type | Meaning |\n| --- | --- | --- |\n| `id` | string | Example `usr_9YtR3wPz7QkF5dHn2VbX6M`. |'],
  ['events/user.created', 'how a delivery looks', 'webhook-signature: v1,<base64 of the HMAC-SHA256>\nX-Signature: <hex of the HMAC-SHA256 of the body alone>\n```\n\n```json\n{\n  "event": "user.created",'],
  ['events/user.created', 'how it is received', "if (event.event === 'user.created')"],
  ['errors/email_taken', 'what raises it', '## Raised by\n\n[`createUser`](/docs/operations/createUser/), [`updateUser`](/docs/operations/updateUser/)'],
  ['errors/internal_error', 'that all do', '## Raised by\n\nEvery operation.'],
  ['errors/missing_credentials', 'that nearly all do', 'Every operation but [`getStatus`](/docs/operations/getStatus/).'],
  ['errors/precondition_failed', 'what raises it, by tag', '\n- **Projects**: [`replaceProject`](/docs/operations/replaceProject/), '],
  ['errors/method_not_allowed', 'that the server does', 'The server itself, before it knows which operation is meant'],
  ['errors/method_not_allowed', 'an example that the contract does not have', '"code": "method_not_allowed",\n    "message": "The path does not have this method.",\n    "request_id": "req_'],
  ['errors/method_not_allowed', 'its own page in that example', '/docs/errors/method_not_allowed/"'],
  ['errors/not_acceptable', 'the class that has not the name of its status', "import { NotAcceptableCodeError } from '@plumbline/client';"],
  ['errors/job_not_finished', 'that a retry can help', '**Can be retried:**'],
  ['errors/email_taken', 'that a retry cannot', '**Do not retry:**'],
  ['schemas/ProjectCreate', 'what it must have', '| `name` **required** |'],
  ['schemas/Project', 'what it is, without that', '| `name` | [string](/docs/schemas/ProjectName/) |'],
  ['schemas/ErrorBody', 'what it can lack', '| `details` **can be absent** | array of [`ErrorDetail`]'],
  ['schemas/Job', 'the example of its name', '"id": "job_6PnX2wKc9LtR4bVm8Zs1Yd",\n  "kind": "run",\n  "status": "succeeded"'],
  ['schemas/PageMeta', 'an example that is put together', '```json\n{\n  "page": 1,\n  "per_page": 20,\n  "total_items": 2,'],
  ['schemas/Resource', 'its kinds', '### `type`: `queue`'],
  ['schemas/EventName', 'all of its values', '`job.cancelled`, `webhook.disabled`.'],
  ['schemas/Error', 'that all answer with it', '- **Answers**: every operation'],
  ['schemas/Region', 'the requests and schemas that have it', '- **Requests**: [`listProjects`](/docs/operations/listProjects/)\n- **Schemas**: [`Project`](/docs/schemas/Project/), '],
  ['schemas/User', 'the events that carry it', '- **Events**: [`user.created`](/docs/events/user.created/), '],
  ['scopes', 'the operations of a scope', '### `jobs:write`\n\nCreate and cancel jobs.\n\n- [`createJob`](/docs/operations/createJob/) · Create a job\n- [`cancelJob`]'],
  ['scopes', 'which are for keys of the account only', String.raw`- [${'`listUsers`'}](/docs/operations/listUsers/) \* · List users`],
  ['scopes', 'what needs no key', '## Without a key\n\n- [`getStatus`](/docs/operations/getStatus/) · Get the status'],
  ['operations', 'each request', '| [`createProject`](/docs/operations/createProject/) | Create a project: `POST /projects` |'],
];

describe('contractPages', () => {
  it.each(told)('%s tells %s', (id, _, want) => expect(pages.get(id)?.markdown).toContain(want));

  it.each([
    ['operations/createJob', 'Jobs'],
    ['events/job.created', 'Jobs'],
    ['errors/email_taken', '409 Conflict'],
    ['schemas/Region', 'Values'],
    ['schemas/ProjectCreate', 'Sent'],
    ['schemas/ProjectList', 'Lists'],
    ['schemas/Project', 'Objects'],
    ['schemas', undefined],
  ])('puts %s under %s', (id, section) => expect(pages.get(id)?.section).toBe(section));
});
