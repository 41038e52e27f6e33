import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFarServer } from '../../test/far-server.ts';
import { startNameServer } from '../../test/name-server.ts';
import type { Zone } from '../../test/name-server.ts';
import { openOutbound } from './outbound.ts';
import { resolveNames } from './resolve-names.ts';

const THERE = ['93.184.216.34'];
const REQUEST = { headers: {}, body: '{}', timeoutMs: 5_000 };
const INSIDE = { kind: 'refused', reason: 'The name hooks.example.com leads to an address that is not public.' };

/** A client that asks a name server of this machine, over the network. */
async function outboundAsking(zone: Zone) {
  const names = await startNameServer(zone);
  const outbound = openOutbound({ allowLoopback: true, extraPorts: [], resolve: resolveNames([names.address]) });
  onTestFinished(() => outbound.close());

  return { names, call: () => outbound.post('https://hooks.example.com/', REQUEST) };
}

describe('a name that changes its addresses', () => {
  it('is checked again with the next connection', async () => {
    let addresses = THERE;
    const far = await startFarServer((_request, response) => response.writeHead(200, { connection: 'close' }).end());
    const { call } = await outboundAsking(() => addresses);
    const before = await call();
    addresses = ['127.0.0.1'];
    const behind = await call();

    expect(before).toMatchObject({ kind: 'answered', status: 200 });
    expect(behind).toMatchObject(INSIDE);
    expect(far.addresses).toEqual(THERE);
    expect(far.attempts).toHaveLength(1);
  });

  it('with every question is never dialled where it was not checked', async () => {
    let questions = 0;
    const far = await startFarServer((_request, response) => response.writeHead(200, { connection: 'close' }).end());
    const { call, names } = await outboundAsking(() => [['93.184.216.34'], ['10.0.0.1'], ['::1'], ['2606:4700::1111'], ['169.254.169.254']][(questions += 1) % 5]);
    const kinds: string[] = [];
    for (let count = 0; count < 50; count += 1) kinds.push((await call()).kind);

    expect(new Set(kinds)).toEqual(new Set(['answered', 'refused', 'failed']));
    expect(new Set(far.addresses)).toEqual(new Set(['93.184.216.34', '2606:4700::1111']));
    expect(far.attempts).toHaveLength(kinds.filter((kind) => kind === 'answered').length);
    // What was checked is what was dialled: nobody asked a second time.
    expect(names.asked.filter((question) => question.startsWith('A '))).toHaveLength(50);
  });

  // A connection stays with the address that it was opened to, and that one was checked.
  it('is not asked for again while a connection to its old address is open', async () => {
    let addresses = THERE;
    const far = await startFarServer((_request, response) => response.end());
    const { call, names } = await outboundAsking(() => addresses);
    await call();
    await setImmediate();
    addresses = ['127.0.0.1'];
    const questions = names.asked.length;

    expect(await call()).toMatchObject({ kind: 'answered' });
    expect(names.asked).toHaveLength(questions);
    expect(far.attempts).toHaveLength(1);

    far.hangUp();
    await expect.poll(async () => (await call()).kind).toBe('refused');
    expect(far.attempts).toHaveLength(1);
  });

  it.each([
    ['one of several addresses inside', ['93.184.216.34', '1.1.1.1', '10.0.0.1']],
    ['an IPv6 address inside beside a public IPv4 one', ['93.184.216.34', 'fd00::1']],
    ['an IPv4 address mapped into IPv6', ['::ffff:10.0.0.1']],
  ])('is refused with %s', async (_, addresses) => {
    const far = await startFarServer((_request, response) => response.end());
    const { call } = await outboundAsking(() => addresses);

    expect(await call()).toMatchObject(INSIDE);
    expect(far.attempts).toEqual([]);
  });
});
