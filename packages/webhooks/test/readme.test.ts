import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSecret, sign, type VerificationFailure } from '../src/index.ts';
import { queue } from './examples/queue.ts';

const README = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');
const secret = generateSecret();
const body = JSON.stringify({ event: 'project.created', timestamp: new Date().toISOString(), data: { name: 'Ü' } });

let send: Record<'express' | 'fetch', (request: RequestInit) => Promise<Response>>;
let close: () => void;

beforeAll(async () => {
  process.env['WEBHOOK_SECRET'] = secret;
  const { app } = await import('./examples/express.ts');
  const { POST } = await import('./examples/fetch.ts');
  const server = await serve(app);
  close = server.close;
  send = {
    express: (request) => fetch(server.url, request),
    fetch: (request) => POST(new Request('http://localhost/webhooks', request)),
  };
});
afterAll(() => {
  close();
});

describe('the README', () => {
  it.each(['express', 'fetch'])('shows the example %s', (name) => {
    const example = readFileSync(resolve(import.meta.dirname, `examples/${name}.ts`), 'utf8');
    expect(README).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('names every reason', () => {
    const reasons: VerificationFailure[] = ['missing_header', 'malformed_id', 'malformed_timestamp', 'unknown_version', 'too_old', 'too_new', 'no_matching_signature', 'malformed_body', 'malformed_secret'];
    expect(reasons.filter((reason) => !README.includes(`\`${reason}\``))).toEqual([]);
  });
});

describe.each(['express', 'fetch'] as const)('the example %s', (kind) => {
  it('takes a delivery', async () => {
    queue.length = 0;
    const response = await send[kind]({ method: 'POST', body, headers: headers() });
    expect([response.status, queue]).toEqual([204, [{ event: 'project.created', data: { name: 'Ü' } }]]);
  });

  it.each<[string, () => RequestInit, string]>([
    ['a forgery', () => ({ body: body.replace('Ü', 'U'), headers: headers() }), 'no_matching_signature'],
    ['a request that is no delivery', () => ({ body: '{}', headers: { 'content-type': 'application/json' } }), 'missing_header'],
  ])('refuses %s', async (_name, request, reason) => {
    const response = await send[kind]({ method: 'POST', ...request() });
    expect([response.status, await response.text()]).toEqual([400, reason]);
  });
});

function headers(): Record<string, string> {
  return { 'content-type': 'application/json', ...sign({ id: 'evt_1', timestamp: new Date(), body, secrets: [secret] }) };
}

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}/webhooks`, close: () => server.close() };
}
