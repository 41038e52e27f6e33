import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt, watchConnections } from '../../test/watch-connections.ts';
import { openOutbound } from './outbound.ts';
import { urlFault } from './url-fault.ts';

/** A line of forbidden-urls.txt. */
interface Row {
  line: string;
  group: string;
  text: string;
  addresses: string[] | undefined;
}

const ALLOWED_IN_DEVELOPMENT = 'this machine over http, which only WEBHOOK_ALLOW_LOOPBACK allows';
const REQUEST = { headers: {}, body: '{}', timeoutMs: 5_000 };

const rows = readRows();
// It takes whatever comes to this machine, by IPv4 and IPv6 and on any of its addresses.
let accepted = 0;
const server = createServer((socket) => {
  accepted += 1;
  socket.destroy();
});
let port = 0;

beforeAll(async () => {
  await once(server.listen(0), 'listening');
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  accepted = 0;
});
afterAll(() => server.close());

function readRows(): Row[] {
  let group = '';
  return readFileSync(join(import.meta.dirname, 'forbidden-urls.txt'), 'utf8').split('\n').flatMap((line) => {
    if (line.startsWith('## ')) group = line.slice(3);
    if (line === '' || line.startsWith('#')) return [];
    const [text = '', addresses] = line.split(' => ');

    return [{ line, group, text, addresses: addresses?.split(' ') }];
  });
}

/** Opens a socket, and waits until it is closed. */
async function untilClosed(open: () => Socket) {
  const socket = open();
  await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve).resume());
}

/** Calls the URL of a row, and says how it ended, what was asked of name servers and what the sockets tried. */
async function call({ text, addresses }: Row, allowLoopback: boolean) {
  const url = JSON.parse(`"${text.replaceAll('{port}', String(port))}"`) as string;
  const connections = watchConnections();
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return addresses ?? ['127.0.0.1'];
  };
  const policy = { allowLoopback, extraPorts: [port], resolve };
  const outbound = openOutbound(policy);
  const answer = await outbound.post(url, REQUEST);
  await outbound.close();

  return { answer, asked, fault: urlFault(url, policy), attempts: connections.attempts };
}

describe('of the URLs that dodge guards', () => {
  it('there are at least 200, each once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length);
  });

  it.each(rows)('$line opens no connection', async (row) => {
    const { answer, asked, fault, attempts } = await call(row, false);
    const inside = expect.stringContaining('leads to an address that is not public') as unknown;

    expect(answer).toMatchObject({ kind: 'refused', reason: fault ?? inside });
    expect({ attempts, accepted }).toEqual({ attempts: [], accepted: 0 });
    // What the text alone gives away is not asked of a name server.
    expect(asked).toBe(row.addresses ? 1 : 0);
  });

  it.each(rows.filter(({ group }) => group !== ALLOWED_IN_DEVELOPMENT))('$line opens none with WEBHOOK_ALLOW_LOOPBACK either', async (row) => {
    const { answer, attempts } = await call(row, true);

    expect(answer.kind).toBe('refused');
    expect({ attempts, accepted }).toEqual({ attempts: [], accepted: 0 });
  });

  it.each(rows.filter(({ group, text }) => group === ALLOWED_IN_DEVELOPMENT && text.includes('{port}')))('$line is tried with WEBHOOK_ALLOW_LOOPBACK', async (row) => {
    const { answer, asked, attempts } = await call(row, true);

    expect(answer).toMatchObject({ kind: 'failed', reason: 'The connection was closed before the answer was complete (UND_ERR_SOCKET).' });
    expect(attempts).toEqual([expect.stringMatching(new RegExp(`^(?:127[.\\d]+|::1) ${port}$`))]);
    expect({ asked, accepted }).toEqual({ asked: 0, accepted: 1 });
  });
});

describe('the watch over the sockets', () => {
  it('sees a connection to a name, and one over TLS', async () => {
    const connections = watchConnections();
    await untilClosed(() => connect({ port, host: 'localhost', family: 4 }));
    await untilClosed(() => connectTls({ port, host: '127.0.0.1' }));

    expect(connections.attempts).toEqual([attempt('127.0.0.1', port), attempt('127.0.0.1', port)]);
    expect(accepted).toBe(2);
  });
});
