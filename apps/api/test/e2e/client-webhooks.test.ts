import { Client, webhooks } from '@plumbline/client';
import { contract } from '@plumbline/contract';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { createStore } from '../../src/store/store.ts';
import { startDeliveries } from '../../src/webhooks/start-deliveries.ts';
import { testDatabase } from '../database.ts';
import { startReceiver } from '../receiver.ts';
import { startApi, testSealer, type ApiServer } from './harness/api-server.ts';
import { issue, newPlaces, type Place } from './harness/world.ts';

const LOOPBACK = { allowLoopback: true, extraPorts: [] };

const database = testDatabase();
let api: ApiServer;
let live: Place;
let client: Client;
beforeAll(async () => {
  api = await startApi(database(), { outboundPolicy: LOOPBACK });
  ({ live } = await newPlaces(database().db));
  const { key: apiKey } = await issue(createStore(live.db), live);
  client = new Client({ apiKey, baseUrl: api.url + contract.basePath });
});
afterAll(() => api[Symbol.asyncDispose]());

/** Delivers what is committed until the test is done. */
function deliver(): void {
  const outbound = openOutbound(LOOPBACK);
  const log = { info() {}, error() {} };
  const deliveries = startDeliveries({ database: database(), sealer: testSealer, outbound, log, metrics: { deliveryAttempt() {} } });
  onTestFinished(async () => {
    await deliveries.stop();
    await outbound.close();
  });
}

describe('a delivery that came in', () => {
  it('is the event that was sent, told apart by its name', async () => {
    const receiver = await startReceiver();
    const { secret, id: webhook } = await client.webhooks.create({ url: receiver.url('/hook'), events: ['project.created', 'user.created'] });
    deliver();

    const project = await client.projects.create({ name: 'Told of' });
    const user = await client.users.create({ name: 'Told of', email: `${crypto.randomUUID()}@example.com`, password: 'correct horse' });
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(2);

    const events = await Promise.all(receiver.received.map(({ body, headers }) => webhooks.unwrap(body, headers, secret)));
    const objects = events.map((event) => {
      if (event.event === 'project.created') return [event.event, event.data.region, event.data];
      return event.event === 'user.created' ? [event.event, event.data.email, event.data] : [event.event];
    });
    expect(objects.toSorted()).toEqual([
      ['project.created', project.region, project],
      ['user.created', user.email, user],
    ]);
    await client.webhooks.delete(webhook);
  });

  it('is refused with another secret, and when a letter of it is another one', async () => {
    const receiver = await startReceiver();
    const [{ secret, id }, other] = [await client.webhooks.create({ url: receiver.url() }), await client.webhooks.create({ url: receiver.url('/other'), status: 'disabled' })];
    deliver();
    await client.webhooks.test(id, { event: 'project.created' });
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
    const [{ body = '', headers = {} } = {}] = receiver.received;

    expect(await webhooks.unwrap(body, headers, [other.secret, secret])).toMatchObject({ event: 'project.created' });
    await expect(webhooks.unwrap(body, headers, other.secret)).rejects.toThrow(webhooks.WebhookVerificationError);
    await expect(webhooks.unwrap(body.replace('created', 'deleted'), headers, secret)).rejects.toThrow(webhooks.WebhookVerificationError);
  });
});

it.each(contract.events)('a test delivery of %s is what the contract shows, and is taken', async (event) => {
  const secret = `whsec_${btoa('x'.repeat(32))}`;

  const { body, headers } = await webhooks.signTestDelivery(event, undefined, { secret });

  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body)); // Another's implementation of the same standard.
  const unwrapped = await webhooks.unwrap(body, headers, secret);
  const { [event]: webhook } = contract.document.webhooks;
  const [shown] = Object.values(webhook.post.requestBody.content['application/json'].examples) as { value: { data: unknown } }[];
  expect(unwrapped).toMatchObject({ event, data: shown?.value.data });
});
