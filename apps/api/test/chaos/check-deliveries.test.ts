import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDeliveries } from './check-deliveries.ts';
import { readHistory, receptionsFile, writeCommitted } from './history.ts';
import type { History, Reception, Subscriber } from './history.ts';

const ALL: Subscriber = { id: 'whk_all', path: '/all', events: ['*'], secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` };
const SOME: Subscriber = { id: 'whk_some', path: '/some', events: ['user.created'], secret: `whsec_${Buffer.alloc(32, 2).toString('base64')}` };
const AT = Date.parse('2026-11-24T12:00:00.000Z');

const event = (id: string, name: string, object: string) => ({ id, event: name, body: JSON.stringify({ event: name, timestamp: '2026-11-24T12:00:00.000Z', data: { id: object } }) });
const PROJECT = event('evt_1', 'project.created', 'prj_1');
const USER = event('evt_2', 'user.created', 'usr_2');

/** A request as we would send it, signed by hand. */
function sent({ path, secret }: Subscriber, { id, body }: { id: string; body: string }, more: Partial<Reception> = {}, seconds = AT / 1000): Reception {
  const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${id}.${seconds}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}`, 'x-signature': createHmac('sha256', secret).update(body).digest('hex') };
  return { path, headers, body, at: AT + 20, answered: 204, ...more };
}

const GOOD: History = {
  events: [PROJECT, USER],
  webhooks: [ALL, SOME],
  changes: [{ event: 'project.created', id: 'prj_1' }, { event: 'user.created', id: 'usr_2' }],
  acknowledged: [{ id: 'prj_1' }],
  received: [
    sent(ALL, PROJECT, { answered: 500 }),
    sent(ALL, PROJECT, { answered: null, at: AT + 5_000 }),
    sent(ALL, PROJECT),
    sent(ALL, USER),
    sent(SOME, USER),
    sent(SOME, USER, { at: AT + 90_000 }, AT / 1000 + 90),
  ],
};
/** The good history without, or with something. */
const without = (index: number) => GOOD.received.toSpliced(index, 1);
const and = (...received: Reception[]) => [...GOOD.received, ...received];
const STRANGER = event('evt_3', 'user.created', 'usr_3');
const headers = (change: Record<string, string>) => ({ headers: { ...sent(ALL, PROJECT).headers, ...change } });

describe('checkDeliveries', () => {
  it('finds nothing wrong with a good history, and counts what it comes to', () => {
    expect(checkDeliveries(GOOD)).toEqual({ findings: [], expected: 3, attempts: 6, duplicates: 1 });
  });

  it.each<[string, Partial<History>, { kind: string; about: string }]>([
    ['an event that never came in', { received: without(3) }, { kind: 'lost', about: 'evt_2 never got to whk_all' }],
    ['an event that was never accepted', { received: GOOD.received.with(2, sent(ALL, PROJECT, { answered: 503 })) }, { kind: 'lost', about: 'evt_1 never got to whk_all' }],
    ['an event that was redirected', { received: GOOD.received.with(2, sent(ALL, PROJECT, { answered: 301 })) }, { kind: 'lost', about: 'evt_1 never got to whk_all' }],
    ['an event whose connection broke', { received: GOOD.received.with(2, sent(ALL, PROJECT, { answered: null })) }, { kind: 'lost', about: 'evt_1 never got to whk_all' }],
    ['an event that only another webhook has had', { received: GOOD.received.slice(0, 4) }, { kind: 'lost', about: 'evt_2 never got to whk_some' }],
    ['an event of which there is none', { received: and(sent(ALL, STRANGER)) }, { kind: 'never committed', about: 'evt_3 at /all' }],
    ['one of which there is none, although it was not accepted', { received: and(sent(ALL, STRANGER, { answered: 500 })) }, { kind: 'never committed', about: 'evt_3 at /all' }],
    ['an event that the webhook does not want', { received: and(sent(SOME, PROJECT)) }, { kind: 'never committed', about: 'evt_1 at /some' }],
    ['a request to nobody', { received: and(sent({ ...ALL, path: '/other' }, PROJECT)) }, { kind: 'never committed', about: 'evt_1 at /other' }],
    ['a duplicate under another id', { received: and(sent(ALL, { ...PROJECT, id: 'evt_1b' })) }, { kind: 'never committed', about: 'evt_1b at /all' }],
    ['a duplicate with another body, well signed', { received: and(sent(ALL, { ...PROJECT, body: PROJECT.body.replace('prj_1', 'prj_2') })) }, { kind: 'altered', about: 'evt_1 at /all' }],
    ['a body with one more space', { received: and(sent(ALL, { ...PROJECT, body: `${PROJECT.body} ` })) }, { kind: 'altered', about: 'evt_1 at /all' }],
    ['the secret of another webhook', { received: and(sent({ ...ALL, secret: SOME.secret }, PROJECT)) }, { kind: 'forged', about: 'evt_1 at /all: webhook-signature' }],
    ['the signature of another event', { received: and({ ...sent(ALL, PROJECT), ...headers({ 'webhook-signature': sent(ALL, USER).headers['webhook-signature'] ?? '' }) }) }, { kind: 'forged', about: 'evt_1 at /all: webhook-signature' }],
    ['a signature that is old when it comes in', { received: and(sent(ALL, PROJECT, { at: AT + 301_000 })) }, { kind: 'forged', about: 'evt_1 at /all: the timestamp' }],
    ['a timestamp that is none', { received: and(sent(ALL, PROJECT, headers({ 'webhook-timestamp': `${AT / 1000} ` }))) }, { kind: 'forged', about: 'evt_1 at /all: the timestamp' }],
    ['a timestamp that was not signed', { received: and(sent(ALL, PROJECT, headers({ 'webhook-timestamp': String(AT / 1000 + 1) }))) }, { kind: 'forged', about: 'evt_1 at /all: webhook-signature' }],
    ['no signature', { received: and(sent(ALL, PROJECT, headers({ 'webhook-signature': '' }))) }, { kind: 'forged', about: 'evt_1 at /all: webhook-signature' }],
    ['a wrong X-Signature', { received: and(sent(ALL, PROJECT, headers({ 'x-signature': '0'.repeat(64) }))) }, { kind: 'forged', about: 'evt_1 at /all: X-Signature' }],
    ['a change that no event tells of', { changes: [...GOOD.changes, { event: 'project.created', id: 'prj_9' }] }, { kind: 'unannounced', about: 'prj_9 has 0 of project.created' }],
    ['an event of a change that there is not', { changes: GOOD.changes.slice(0, 1) }, { kind: 'unfounded', about: 'user.created usr_2' }],
    ['something that a caller was told of and that is not there', { acknowledged: [{ id: 'prj_9' }] }, { kind: 'forgotten', about: 'prj_9' }],
  ])('finds %s', (_title, forged, want) => {
    expect(checkDeliveries({ ...GOOD, ...forged }).findings).toEqual([want]);
  });

  it('finds a change that two events tell of', () => {
    const twice = { ...PROJECT, id: 'evt_twice' };

    const { findings } = checkDeliveries({ ...GOOD, events: [...GOOD.events, twice], received: and(sent(ALL, twice)) });

    expect(findings).toEqual([{ kind: 'unannounced', about: 'prj_1 has 2 of project.created' }]);
  });

  it('allows one signature of several', () => {
    const rotated = sent(ALL, PROJECT, headers({ 'webhook-signature': `v1,AAAA ${sent(ALL, PROJECT).headers['webhook-signature']}` }));

    expect(checkDeliveries({ ...GOOD, received: and(rotated) }).findings).toEqual([]);
  });
});

describe('readHistory', () => {
  it('reads what was written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-history-'));
    const { received, ...committed } = GOOD;
    writeCommitted(folder, committed);
    writeFileSync(receptionsFile(folder), received.map((one) => `${JSON.stringify(one)}\n`).join(''));

    expect(readHistory(folder)).toEqual(GOOD);
    rmSync(folder, { recursive: true });
  });
});
