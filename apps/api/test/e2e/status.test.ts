import { afterEach, beforeEach, expect, it } from 'vitest';
import { runAdmin } from '../../src/admin/run-admin.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
// The status is the platform's, so that each test begins without incidents.
beforeEach(async () => {
  await database().db.deleteFrom('incident_updates').execute();
  await database().db.deleteFrom('incidents').execute();
  api = await startApi(database());
});
afterEach(() => api[Symbol.asyncDispose]());

type Status = Record<'status', string> & Record<'components', { name: string; status: string; history: { date: string; status: string }[] }[]> & Record<'incidents', Record<string, unknown>[]>;

const status = async (version = 'v1') => (await api.send('GET', `/${version}/status`)).json as unknown as Status; // Each test compares what is in it.
const day = () => new Date().toISOString().slice(0, 10);
const statuses = ({ components }: Status) => Object.fromEntries(components.map((one) => [one.name, one.status]));
const today = ({ components }: Status) => Object.fromEntries(components.map((one) => [one.name, one.history[0]?.status]));

/** Runs a command of the operator, which must work, and gives the incident that it shows. */
async function incident(command: string, options: Record<string, string>): Promise<string> {
  const said: string[] = [];
  const argv = ['incident', command, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), '--json'];
  const code = await runAdmin(argv, {
    open: async () => ({ ...database(), close: async () => {} }),
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    scopes: [],
    now: new Date(),
    sealer: () => Promise.reject(new Error('An incident has no secrets.')),
  });
  expect([code, said]).toEqual([0, [expect.any(String)]]);
  return (JSON.parse(said.join('')) as { incident: { id: string } }).incident.id;
}

it('is for everybody to read, with a key or without one', async () => {
  for (const key of [undefined, 'sk_live_unknown']) {
    const answer = await api.send('GET', '/v1/status', { key });
    expect([answer.status, Object.keys(answer.json)]).toEqual([200, ['status', 'components', 'incidents']]);
    expect(Object.keys(answer.headers).filter((name) => name.includes('ratelimit') || name === 'www-authenticate')).toEqual([]);
  }
});

it('shows each part of the service and its last 30 days, today first', async () => {
  const before = day();
  const { status: whole, components, incidents } = await status();

  expect([whole, incidents]).toEqual(['operational', []]);
  expect(components.map(({ name }) => name)).toEqual(['api', 'sandbox', 'documentation']);
  for (const { history } of components) {
    expect(new Set(history.map((one) => one.status))).toEqual(new Set(['operational']));
    const dates = history.map(({ date }) => date);
    expect([before, day()]).toContain(dates[0]);
    expect(dates).toHaveLength(30);
    expect(dates).toEqual([...new Set(dates)].toSorted().toReversed());
  }
});

it('shows what the operator says of an incident, from its post to its end and in the history behind it', async () => {
  const id = await incident('post', { title: 'Slow answers', impact: 'minor', components: 'api,sandbox', message: 'We look into it.' });

  const posted = await status();
  expect(posted.status).toBe('degraded');
  expect(statuses(posted)).toEqual({ api: 'degraded', sandbox: 'degraded', documentation: 'operational' });
  const open = { id, title: 'Slow answers', impact: 'minor', components: ['api', 'sandbox'], started_at: expect.any(String), resolved_at: null };
  const first = { status: 'investigating', message: 'We look into it.', created_at: expect.any(String) };
  expect(posted.incidents).toEqual([{ ...open, status: 'investigating', updates: [first] }]);

  await incident('update', { incident: id, status: 'identified', message: 'A disk is full.' });
  const second = { status: 'identified', message: 'A disk is full.', created_at: expect.any(String) };
  expect((await status()).incidents).toEqual([{ ...open, status: 'identified', updates: [second, first] }]);

  await incident('resolve', { incident: id, message: 'It is no longer.' });
  const resolved = await status();
  expect(resolved.incidents).toMatchObject([{ id, status: 'resolved', resolved_at: expect.any(String), updates: [{ status: 'resolved', message: 'It is no longer.' }, second, first] }]);
  expect([resolved.status, new Set(Object.values(statuses(resolved)))]).toEqual(['operational', new Set(['operational'])]);
  expect(today(resolved)).toEqual({ api: 'degraded', sandbox: 'degraded', documentation: 'operational' });
});

it('is as bad as the worst that goes on, newest incident first', async () => {
  const posts = [['maintenance', 'documentation'], ['minor', 'api'], ['major', 'api']] as const;
  const ids: string[] = [];
  for (const [impact, components] of posts) ids.push(await incident('post', { title: impact, impact, components, message: 'x' }));

  const now = await status('v2');

  expect([now.status, statuses(now)]).toEqual(['outage', { api: 'outage', sandbox: 'operational', documentation: 'maintenance' }]);
  const started = now.incidents.map((one) => String(one['started_at']));
  expect(started).toEqual(started.toSorted().toReversed());
  expect(now.incidents.map((one) => one['id']).toSorted()).toEqual(ids.toSorted());
});

it('is the same in both versions, and spared those who have it', async () => {
  await incident('post', { title: 'Slow', impact: 'minor', components: 'api', message: 'x' });
  const [v1, v2] = [await api.send('GET', '/v1/status'), await api.send('GET', '/v2/status')];
  const headers = { 'if-none-match': String(v1.headers.etag) };

  expect([v2.text, v2.headers.etag]).toEqual([v1.text, v1.headers.etag]);
  expect((await api.send('GET', '/v1/status', { headers })).status).toBe(304);
  await incident('post', { title: 'Slower', impact: 'major', components: 'api', message: 'x' });
  expect((await api.send('GET', '/v1/status', { headers })).status).toBe(200);
});

it('is also a feed of its incidents', async () => {
  const id = await incident('post', { title: 'Slow & <odd>', impact: 'major', components: 'api', message: 'We look.' });
  const feed = await api.send('GET', '/docs/status.xml');
  expect([feed.status, feed.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  expect(feed.text).toContain(`/docs/status/#${id}</id>\n    <title>Slow &amp; &lt;odd&gt;</title>`);
});
