import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustsProxy } from '../../src/trusted-proxies.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { sendTo } from './harness/send.ts';
import { issue, newWorld, type World } from './harness/world.ts';

/** Which proxies a server trusts. */
const TRUSTED = {
  nobody: [],
  'somebody else': ['192.0.2.0/24', '2001:db8:2::/48'],
  'this machine': ['loopback'],
  'this machine and a network': ['loopback', '10.0.0.0/8', '2001:db8:3::/48'],
} as const;
type Trusting = keyof typeof TRUSTED;

/** How a request reaches the server: over which address of this machine, on a server that listens where. */
const PEERS = {
  IPv4: { host: '127.0.0.1', via: '127.0.0.1', address: '127.0.0.1' },
  'IPv4 mapped into IPv6': { host: '::', via: '127.0.0.1', address: '127.0.0.1' },
  IPv6: { host: '::', via: '[::1]', address: '::1' },
} as const;
const hasIPv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));
const peers = Object.entries(PEERS).filter(([, { host }]) => hasIPv6 || host !== '::');

const CLIENT = '198.51.100.7';
const SPOOFED = '203.0.113.9';
const NAMED = [CLIENT, SPOOFED, '127.0.0.1', '::1', '10.0.0.5', '10.0.0.6', '10.0.0.9', '192.0.2.1', '2001:db8:1::5', '2001:db8:3::1'];
const PEER = 'the peer';
const NOBODY = 'unknown';

/** What is sent, and which address it must be taken to come from. */
type Case = [what: string, trusting: Trusting, headers: Record<string, string>, from: string];

const forwarded = (value: string) => ({ 'x-forwarded-for': value });
const CASES: Case[] = [
  ['no header', 'nobody', {}, PEER],
  ['a header', 'nobody', forwarded(CLIENT), PEER],
  ['a header with several', 'nobody', forwarded(`${CLIENT}, 10.0.0.5`), PEER],
  ['a header that names a trusted proxy', 'somebody else', forwarded(`${CLIENT}, 192.0.2.1`), PEER],
  ['a header', 'somebody else', forwarded(CLIENT), PEER],
  ['no header', 'this machine', {}, PEER],
  ['an empty header', 'this machine', forwarded(''), PEER],
  ['a header', 'this machine', forwarded(CLIENT), CLIENT],
  ['a header of IPv6', 'this machine', forwarded('2001:db8:1::5'), '2001:db8:1::5'],
  ['a header of IPv6 in another spelling', 'this machine', forwarded('2001:0DB8:0001:0:0:0:0:0005'), '2001:db8:1::5'],
  ['a header of IPv4 mapped into IPv6', 'this machine', forwarded(`::ffff:${CLIENT}`), CLIENT],
  ['the same in hexadecimal', 'this machine', forwarded('0:0:0:0:0:FFFF:c633:6407'), CLIENT],
  ['an address of IPv6 that only looks mapped', 'this machine', forwarded(`::${CLIENT}`), '::c633:6407'],
  ['an entry put in front', 'this machine', forwarded(`${SPOOFED}, ${CLIENT}`), CLIENT],
  ['many entries put in front', 'this machine', forwarded(`${SPOOFED}, 127.0.0.1, ::1, 10.0.0.5, ${SPOOFED},${CLIENT}`), CLIENT],
  ['a proxy behind that is not trusted', 'this machine', forwarded(`${CLIENT}, 10.0.0.5`), '10.0.0.5'],
  ['two proxies', 'this machine and a network', forwarded(`${CLIENT}, 10.0.0.5`), CLIENT],
  ['three proxies, one of IPv6', 'this machine and a network', forwarded(`${CLIENT}, 2001:db8:3::1, ::ffff:10.0.0.5`), CLIENT],
  ['an entry put in front of two proxies', 'this machine and a network', forwarded(`${SPOOFED}, ${CLIENT}, 10.0.0.5`), CLIENT],
  ['a trusted address put in front', 'this machine and a network', forwarded(`${SPOOFED}, 10.0.0.9, ${CLIENT}, 10.0.0.5`), CLIENT],
  ['nothing but proxies', 'this machine and a network', forwarded('10.0.0.5, 10.0.0.6'), '10.0.0.5'],
  ['a word', 'this machine', forwarded('unknown'), NOBODY],
  ['an address with a port', 'this machine', forwarded(`${CLIENT}:443`), NOBODY],
  ['an address in quotes', 'this machine', forwarded(`"${CLIENT}"`), NOBODY],
  ['a network', 'this machine', forwarded('198.51.100.0/24'), NOBODY],
  ['empty entries, which RFC 9110 ignores', 'this machine', forwarded(`${SPOOFED},, ${CLIENT},`), CLIENT],
  ['other headers', 'this machine', { forwarded: `for=${SPOOFED}`, 'x-real-ip': SPOOFED, 'x-client-ip': SPOOFED, 'cf-connecting-ip': SPOOFED }, PEER],
];

const database = testDatabase();
const servers = new Map<string, ApiServer>();
let world: World;
beforeAll(async () => {
  world = await newWorld(database().db);
  for (const [trusting, ranges] of Object.entries(TRUSTED)) {
    for (const host of new Set(peers.map(([, peer]) => peer.host))) servers.set(`${trusting} ${host}`, await startApi(database(), { trustsProxy: trustsProxy(ranges), host }));
  }
});
afterAll(async () => {
  for (const server of servers.values()) await server[Symbol.asyncDispose]();
});

describe.each(peers)('over %s', (_peer, { host, via, address }) => {
  const server = (trusting: Trusting) => servers.get(`${trusting} ${host}`) ?? Promise.reject(new Error('Every server was started.'));
  const urlOf = async (trusting: Trusting) => `http://${via}:${new URL((await server(trusting)).url).port}`;

  it.each(CASES)('%s, where %s is trusted', async (_what, trusting, headers, told) => {
    const from = told === PEER ? address : told;
    const elsewhere = await issue(world.store, world.own.live, { allowedAddresses: NAMED.filter((one) => one !== from) });
    const url = await urlOf(trusting);

    const refused = await sendTo(url, 'GET', '/v1/projects', { key: elsewhere.key, headers });
    expect(refused).toMatchObject({ status: 403, json: { error: { code: 'address_not_allowed', message: expect.stringContaining(` from ${from}:`) } } });

    const here = await issue(world.store, world.own.live, { allowedAddresses: from === NOBODY ? ['0.0.0.0/0', '::/0'] : [from] });
    const answered = await sendTo(url, 'GET', '/v1/projects', { key: here.key, headers });
    expect(answered.status).toBe(from === NOBODY ? 403 : 200);

    const anywhere = await issue(world.store, world.own.live);
    const made = await sendTo(url, 'POST', '/v1/keys', { key: anywhere.key, headers, json: { name: 'Made' } });
    const entry = await database().db.selectFrom('audit').select('address').where('target_id', '=', String(made.json['id'])).executeTakeFirst();
    expect(entry).toEqual({ address: from });
    expect((await server(trusting)).breaches).toEqual([]);
  });
});
