import { createQuerySerializer, defaultBodySerializer, mergeHeaders } from 'openapi-fetch';
import type { AnyCallOptions, Input, Operation } from './operation.ts';

const serializeQuery = createQuerySerializer();

/**
 * The address of an operation: path parameters in the order of the template, the query as openapi-fetch writes it.
 *
 * @throws TypeError when a path parameter is empty or dots, which would address something else
 */
export function addressOf({ id, path }: Operation, { path: values = [], query = {} }: Input, baseUrl: string): string {
  let index = 0;
  const filled = path.replaceAll(/\{.*?\}/g, (name) => {
    const value = encodeURIComponent(values[index++] ?? '');
    if (/^\.{0,2}$/.test(value)) throw new TypeError(`${id}: ${name} must not be "${value}"`);
    return value;
  });
  const search = serializeQuery(query);
  return baseUrl + filled + (search && `?${search}`);
}

/** The headers of a call: the client's, those that the operation asks for, and over all the caller's own. */
export function headersOf({ bodyType = 'application/json', sendsKey }: Operation, { body }: Input, options: AnyCallOptions, ofClient?: Readonly<Record<string, string>>): Headers {
  const ofCall = {
    'Content-Type': body === undefined || body instanceof FormData ? undefined : bodyType,
    'If-Match': options.ifMatch,
    'If-None-Match': options.ifNoneMatch,
    'Idempotency-Key': options.idempotencyKey ?? (sendsKey ? crypto.randomUUID() : undefined),
  };
  return mergeHeaders(ofClient, ofCall, options.headers);
}

/** What is sent as the body: forms as they are, everything else as openapi-fetch writes it for its media type. */
export function bodyOf({ body }: Input, headers: Headers): RequestInit['body'] {
  return (defaultBodySerializer as (of: unknown, as: Headers) => RequestInit['body'])(body, headers); // Its type does not tell of the headers.
}
