import { ApiError, Client, ProjectNotFoundError, webhooks, type Project } from '@plumbline/client';
import { Core, getProject } from '@plumbline/client/operations';
import * as v2 from '@plumbline/client/v2';
import { createProject } from '@plumbline/client/v2/operations';
import { unwrap, type WebhookEvent } from '@plumbline/client/webhooks';
import { verify, type VerifyInput } from '@plumbline/webhooks';

const client = new Client({ apiKey: 'sk_test_a' });

export async function used(input: VerifyInput): Promise<string[]> {
  const project: Project = await client.projects.get('prj_1');
  const same: string | undefined = (await getProject(new Core(), 'prj_1', { ifNoneMatch: '"a"' }))?.name;
  const { headers } = await client.projects.create({ name: 'edge' }).withResponse();
  const left: number | undefined = headers.rateLimitRemaining;
  for await (const { status } of client.projects.list({ status: 'active' })) if (status === 'archived') break;
  const other = await createProject(new v2.Core(), { name: 'edge' });
  const event: WebhookEvent = await unwrap('', new Headers(), 'whsec_a');
  if (event.event === 'project.created') return [event.data.region, project.name, String(left), other.id, same ?? ''];
  return [typeof verify(input).data, typeof webhooks.signTestDelivery];
}

export function codeOf(error: unknown): string {
  if (error instanceof ProjectNotFoundError) return error.code satisfies 'project_not_found';
  return error instanceof ApiError ? error.code : '';
}

export async function refused(): Promise<void> {
  // @ts-expect-error a name is a text: the types are there, and not any
  const name: number = (await client.projects.get('prj_1')).name;
  // @ts-expect-error no project has this status
  await client.projects.list({ status: 'asleep' });
  // @ts-expect-error a list is asked for nothing that it does not know
  await client.projects.list({ stauts: name });
}
