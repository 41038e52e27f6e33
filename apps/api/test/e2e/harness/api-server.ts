import { createSecretKey } from 'node:crypto';
import { contract } from '@plumbline/contract';
import { Client } from '@plumbline/client';
import { listen, type ContractBreach } from '@plumbline/server';
import { createApi, type ApiOptions } from '../../../src/app.ts';
import { createSealer } from '../../../src/secrets/sealer.ts';
import { contractExamples } from '../../../src/seed/contract-examples.ts';
import type { Database } from '../../../src/store/database.ts';
import { generous } from './limiters.ts';
import { observe } from './observed.ts';
import { sendTo, type Answer, type Sent } from './send.ts';

/** The API on a port of its own, in this process. */
export interface ApiServer extends AsyncDisposable {
  url: string;
  /** What the server did that its contract does not allow. */
  breaches: ContractBreach[];
  logged: { fields: Record<string, unknown>; message: string }[];
  /** openapi-fetch's client, which shows each answer as it came: once, and as soon as it is asked. */
  client(apiKey: string): Client['http'];
  send(method: string, path: string, request?: Sent): Promise<Answer>;
}

/** What takes the place of what the server would use. */
interface Given extends Partial<Pick<ApiOptions, 'seams' | 'handlers' | 'mode' | 'trustsProxy' | 'httpsOnly' | 'outboundPolicy'>> {
  host?: string;
  /** Whether requests are logged and counted. Else a log stands still while a test reads it. */
  records?: boolean;
  /** Milliseconds in which the headers of a request must have arrived. */
  headersTimeout?: number;
}

/** What the secrets of a test's database are sealed with. */
export const testSealer = createSealer({ current: createSecretKey(Buffer.alloc(32, 'test')), previous: [] });

/** Starts the API on a database; what is given takes the place of what it would use. */
export async function startApi(database: Database, given: Given = {}): Promise<ApiServer> {
  const breaches: ContractBreach[] = [];
  const logged: ApiServer['logged'] = [];
  const write = (fields: object, message: string) => void logged.push({ fields: { ...fields }, message });
  const { seams, handlers, mode = 'test', trustsProxy, outboundPolicy, httpsOnly = false, host = '127.0.0.1', records = false, headersTimeout } = given;
  const api = createApi({
    database,
    sealer: testSealer,
    examples: contractExamples(),
    log: { info: write, error: write },
    mode,
    docUrl,
    httpsOnly,
    seams: { limiter: generous, onBreach: (breach) => void breaches.push(breach), ...(!records && { record: () => {} }), ...seams },
    ...(handlers && { handlers }),
    ...(trustsProxy && { trustsProxy }),
    ...(outboundPolicy && { outboundPolicy }),
  });
  const { server, url, close } = await listen(api.express, { host, port: 0, errors: contract.errors, docUrl });
  if (headersTimeout !== undefined) server.headersTimeout = headersTimeout;
  if (!httpsOnly) observe(server); // What is refused over plain HTTP is no operation's answer.
  return {
    url,
    breaches,
    logged,
    client: (apiKey) => new Client({ apiKey, baseUrl: url + contract.basePath, retries: 0, pacing: false, logLevel: 'off' }).http,
    send: (method, path, request) => sendTo(url, method, path, request),
    [Symbol.asyncDispose]: () => close(0).then(() => api.close()),
  };
}

function docUrl(code: string): string {
  return `https://plumbline.example/docs/errors/${code}/`;
}
