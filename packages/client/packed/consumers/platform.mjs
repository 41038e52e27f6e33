import { Client, ConnectionError, NotFoundError, ProjectNotFoundError, webhooks } from '@plumbline/client';

const failure = (call) => call.then(() => undefined, (error) => error);

/**
 * What the client is to do on every platform; gives what came of it, as JSON has it.
 *
 * @param task where the API is, its key, the name of the platform, and a delivery that somebody else has signed
 */
export async function doEverything({ baseUrl, apiKey, platform, delivery }) {
  const retried = [];
  const client = new Client({ apiKey, baseUrl, hooks: { onRetry: ({ operation, error }) => void retried.push([operation, error.name]) } });

  const { data: project, response, headers, requestId } = await client.projects.create({ name: `${platform} 1` }).withResponse();
  const { data: same, headers: ofSame } = await client.projects.get(project.id).withResponse();
  await client.projects.create({ name: `${platform} 2` });
  await client.projects.update(project.id, { description: 'Changed.' });
  const listed = [];
  for await (const { name } of client.projects.list({ per_page: 1 })) if (name.startsWith(platform)) listed.push(name);
  const unchanged = await client.projects.get(project.id, { ifNoneMatch: (await client.projects.get(project.id).withResponse()).headers.etag });
  const missing = await failure(client.projects.get('prj_4GhT9sKq2LmN8vRxYbZ1Wc'));
  await client.status.get();
  const { status } = await new Client({ baseUrl }).status.get(); // Without a key, which is looked for in the environment, if there is one.
  await client.settings.get();

  const controller = new AbortController();
  const aborted = client.usage.get({}, { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  const nowhere = new Client({ apiKey, baseUrl: 'http://127.0.0.1:9/v1', retries: 0 });
  const forged = { ...delivery.headers, 'webhook-signature': 'v1,AAAA' };
  const own = await webhooks.signTestDelivery('project.deleted', undefined, delivery);

  return {
    created: [response.status, project.name, requestId === headers.xRequestId && requestId.startsWith('req_'), [headers.rateLimit, headers.rateLimitPolicy, headers.etag, headers.location].map((value) => typeof value)],
    same: [same.id === project.id, typeof ofSame.rateLimitRemaining],
    listed: listed.toSorted(),
    unchanged: typeof unchanged,
    missing: [missing instanceof NotFoundError, missing instanceof ProjectNotFoundError, missing.name, missing.code, missing.operation, missing.requestId.startsWith('req_')],
    retried,
    status: typeof status,
    aborted: (await failure(aborted)).name,
    late: (await failure(client.usage.get({}, { timeout: 100, retries: 0 }))).name,
    unreachable: (await failure(nowhere.status.get())) instanceof ConnectionError,
    event: (await webhooks.unwrap(delivery.body, new Headers(delivery.headers), delivery.secret)).event,
    own: (await webhooks.unwrap(own.body, own.headers, delivery.secret)).event,
    forged: (await failure(webhooks.unwrap(delivery.body, forged, delivery.secret))) instanceof webhooks.WebhookVerificationError,
  };
}
