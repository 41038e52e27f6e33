import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { newEvent, newWebhook } from './harness/background-rows.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

/** A client with the live key of an account of its own, and two projects that were made there. */
async function setUp() {
  const account = await newAccount(database().db);
  const client = api.client(account.liveKey);
  const make = async (name: string) => (await client.POST('/projects', { body: { name } })).data;
  return { account, client, one: await make('one'), other: await make('other') };
}

const at = (event_id = '') => ({ params: { path: { event_id } } });

describe('events', () => {
  it('are listed newest first, with the object as it was then', async () => {
    const { client, one, other } = await setUp();
    const path = { project_id: one?.id ?? '' };
    const renamed = (await client.PATCH('/projects/{project_id}', { params: { path }, body: { name: 'renamed' } })).data;

    const { data: events = [] } = (await client.GET('/events')).data ?? {};

    expect(events.map(({ event, project_id, data }) => [event, project_id, data])).toEqual([
      ['project.updated', one?.id, renamed],
      ['project.created', other?.id, other],
      ['project.created', one?.id, one],
    ]);
    for (const event of events) {
      expect(Object.keys(event)).toEqual(['id', 'event', 'project_id', 'data', 'created_at']);
      expect((await client.GET('/events/{event_id}', at(event.id))).data).toEqual(event);
    }
  });

  it('are found by name and by project', async () => {
    const { client, one, other } = await setUp();
    await client.DELETE('/projects/{project_id}', { params: { path: { project_id: other?.id ?? '' } } });
    const found = async (query: { event?: 'project.created' | 'project.deleted'; project_id?: string }) =>
      (await client.GET('/events', { params: { query } })).data?.data.map(({ event, project_id }) => [event, project_id]);

    expect(await found({ event: 'project.deleted' })).toEqual([['project.deleted', other?.id]]);
    expect(await found({ project_id: one?.id ?? '' })).toEqual([['project.created', one?.id]]);
    expect(await found({ event: 'project.deleted', project_id: one?.id ?? '' })).toEqual([]);
  });

  it('are those of its project alone to a key that is bound to one', async () => {
    const { account, client, one, other } = await setUp();
    await client.POST('/users', { body: { name: 'John Doe', email: 'john@example.com', password: 'correct horse' } });
    const bound = api.client((await account.key({ projectId: one?.id ?? '' })).key);
    const [ofOther] = (await client.GET('/events', { params: { query: { project_id: other?.id ?? '' } } })).data?.data ?? [];
    const [ofNone] = (await client.GET('/events', { params: { query: { event: 'user.created' } } })).data?.data ?? [];

    const seen = (await bound.GET('/events')).data?.data;

    expect(seen?.map(({ project_id }) => project_id)).toEqual([one?.id]);
    expect((await bound.GET('/events/{event_id}', at(seen?.[0]?.id))).response.status).toBe(200);
    expect([ofOther?.project_id, ofNone?.project_id]).toEqual([other?.id, null]);
    for (const event of [ofOther, ofNone]) expect((await bound.GET('/events/{event_id}', at(event?.id))).error?.error.code).toBe('event_not_found');
  });

  it('that only try a webhook out are not among them', async () => {
    const { account, client } = await setUp();
    const webhook_id = await newWebhook(database().db, account.live);
    const before = (await client.GET('/events')).data;

    const tried = (await client.POST('/webhooks/{webhook_id}/test', { params: { path: { webhook_id } } })).data;

    expect((await client.GET('/events')).data).toEqual(before);
    expect((await client.GET('/events/{event_id}', at(tried?.event_id))).error?.error.code).toBe('event_not_found');
  });

  it('of another account, and of the other environment, are not there', async () => {
    const { account } = await setUp();
    const id = await newEvent(database().db, account.live, 'prj_1');

    for (const key of [account.sandboxKey, (await newAccount(database().db)).liveKey]) {
      expect((await api.client(key).GET('/events')).data?.data).toEqual([]);
      expect((await api.client(key).GET('/events/{event_id}', at(id))).error?.error.code).toBe('event_not_found');
    }
  });
});
