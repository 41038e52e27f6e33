import { Client, type ClientOptions } from '@plumbline/client';
import { contract } from '@plumbline/contract';
import { createStore } from '../../../src/store/store.ts';
import type { ApiServer } from './api-server.ts';
import { startProxy, type Attempt, type Fault } from './failing-proxy.ts';
import { issue, type Place } from './world.ts';

/** A client, what came to the proxy in front of the server, and a project that there is. */
export interface BehindProxy extends AsyncDisposable {
  client: Client;
  attempts: Attempt[];
  project: string;
}

/** Makes a client, with a key of its own, of a server behind a proxy that fails in these ways before it fails no more. */
export async function behindProxy({ url }: ApiServer, place: Place, faults: readonly Fault[] = [], options: ClientOptions = {}): Promise<BehindProxy> {
  const proxy = await startProxy(url, faults);
  const { key: apiKey } = await issue(createStore(place.db), place);
  const client = new Client({ apiKey, baseUrl: proxy.url + contract.basePath, ...options });
  return { client, attempts: proxy.attempts, project: place.project, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
}
