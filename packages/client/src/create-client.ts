import type { paths } from '@plumbline/contract';
import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';

/** How a client reaches the API. */
export interface ClientOptions {
  /** `sk_live_…`, or `sk_test_…` for the sandbox. */
  apiKey: string;
  /** Where the API is, version included: `https://api.plumbline.example/v1`. */
  baseUrl: string;
  /** What sends the requests; the platform's `fetch` when it is left out. */
  fetch?: (request: Request) => Promise<Response>;
}

/** A client whose paths, parameters, bodies and answers are those of the contract. */
export type Client = FetchClient<paths, 'application/json'>;

/**
 * Makes a client. Each call gives `{ data, error, response }` and throws only when there was no answer:
 * `error` is the contract's error body, and `response.ok` tells the two apart.
 *
 * @throws TypeError when the key cannot stand in a header, or the URL is none
 */
export function createClient({ apiKey, baseUrl, fetch }: ClientOptions): Client {
  if (!/^[\w~+/.-]+=*$/.test(apiKey)) throw new TypeError('apiKey is empty or has characters that no key has.');
  if (!URL.canParse(baseUrl)) throw new TypeError(`baseUrl must be an absolute URL, but is ${JSON.stringify(baseUrl)}.`);
  return createFetchClient<paths, 'application/json'>({
    baseUrl,
    headers: { Authorization: `Bearer ${apiKey}` },
    ...(fetch && { fetch }),
  });
}
