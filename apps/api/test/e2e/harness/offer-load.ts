import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request that was sent, and what came of it. */
export interface Offered {
  key: string;
  /** Which of the servers was asked. */
  server: number;
  status: number;
  headers: IncomingHttpHeaders;
  /** Milliseconds from sending it to the end of its answer. */
  took: number;
}

interface Load {
  /** The method and path of a request, by its number. */
  requests?: readonly (readonly [method: string, path: string, json?: unknown])[];
  /** How many requests are sent with each key. */
  perKey: number;
  /** Over how long a time they are spread; servers that are slower than that are given more. */
  seconds: number;
}

const LIST = [['GET', '/v1/projects?per_page=1']] as const;

/** Sends requests with many keys to many servers at an even pace, over connections that stay open; each key goes to all servers in turn. */
export async function offerLoad(urls: readonly string[], keys: readonly string[], { requests = LIST, perKey, seconds }: Load): Promise<Offered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const total = keys.length * perKey;
  const started = performance.now();
  const sent: Promise<Offered>[] = [];

  while (sent.length < total) {
    const due = Math.min(total, Math.ceil((total * (performance.now() - started)) / (seconds * 1000)));
    while (sent.length < due) {
      const round = Math.floor(sent.length / keys.length);
      const index = sent.length % keys.length;
      const server = (round + index) % urls.length;
      const [method, path, json] = requests[round % requests.length] ?? LIST[0];
      const answer = send(agent, urls[server] ?? '', { method, path, json }, keys[index] ?? '');
      sent.push(answer.then((one) => ({ ...one, server })));
      sent.at(-1)?.catch(() => {}); // It fails below, where all are awaited.
    }
    await sleep(5);
  }

  const answers = await Promise.all(sent);
  agent.destroy();
  return answers;
}

function send(agent: Agent, url: string, { method, path, json }: { method: string; path: string; json?: unknown }, key: string): Promise<Omit<Offered, 'server'>> {
  const { hostname, port } = new URL(url);
  const headers = { authorization: `Bearer ${key}`, ...(json !== undefined && { 'content-type': 'application/json' }) };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path, agent, headers }, (response) => {
      response.resume().on('end', () => resolve({ key, status: response.statusCode ?? 0, headers: response.headers, took: performance.now() - started }));
    });
    request.on('error', reject).end(json === undefined ? undefined : JSON.stringify(json));
  });
}
