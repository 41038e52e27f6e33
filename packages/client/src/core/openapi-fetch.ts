import createClient, { type Client } from 'openapi-fetch';
import { ApiError } from './api-error.ts';
import type { BaseCore } from './base-core.ts';
import type { ClientOptions } from './client-options.ts';

/** openapi-fetch's client of a contract. */
export type HttpClient<Paths extends {}> = Client<Paths, 'application/json'>;

/**
 * Makes openapi-fetch's client, whose requests go through a core's transport. Of its calls only method and path are known: a
 * request is repeated by its method (RFC 9110, 9.2.2) or its `Idempotency-Key`, an error by its status or `Retry-After`,
 * and each counts for one in the rate limits.
 */
export function openapiFetch<Paths extends {}>(core: BaseCore, { headers, fetch = globalThis.fetch }: ClientOptions): HttpClient<Paths> {
  const names = new WeakMap<Request, string>();

  const send = async (request: Request): Promise<Response> => {
    const { method, url, signal } = request;
    const operation = {
      id: names.get(request) ?? method,
      method,
      isIdempotent: !/^P[OA]/.test(method) || request.headers.has('Idempotency-Key'),
      cost: 1,
      isFile: true,
      errors: [],
    };
    let refused: Response | undefined;
    const sendOnce = async (init: RequestInit, isLast: boolean) => {
      const response = await fetch(isLast ? request : request.clone(), init);
      refused = response.ok ? undefined : response.clone();
      return response;
    };
    try {
      return await core.transport<Response>(operation, { url, headers: Object.fromEntries(request.headers), send: sendOnce }, { signal });
    } catch (error) {
      if (refused && error instanceof ApiError) return refused;
      throw error;
    }
  };

  const client = createClient<Paths, 'application/json'>({ baseUrl: core.baseUrl, fetch: send, headers });
  client.use({ onRequest: ({ request, schemaPath }) => void names.set(request, `${request.method} ${schemaPath}`) });
  return client;
}
