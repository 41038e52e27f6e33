import { createQuerySerializer, defaultBodySerializer, mergeHeaders } from 'openapi-fetch';
import type { AnyCallOptions, Input, Operation } from './operation.ts';

const serializeQuery = createQuerySerializer();

/**
 * The address of an operation: path parameters in the order of the template, the query as openapi-fetch writes it.
 *
 * @throws TypeError when a path parameter is empty or dots, which would address something else
 */
export function addressOf({ id, path }: Operation, { path: values = [], query }: Input, baseUrl: string): string {
  let address = baseUrl;
  let at = 0;
  for (const value of values as readonly (string | number | undefined)[]) {
    const open = path.indexOf('{', at);
    const close = path.indexOf('}', open);
    const segment = encodeURIComponent(value ?? ''); // Types say that it is there, which JavaScript does not read.
    if (segment === '' || segment === '.' || segment === '..') throw new TypeError(`${id}: ${path.slice(open, close + 1)} must not be "${segment}"`);
    address += path.slice(at, open) + segment;
    at = close + 1;
  }
  address += path.slice(at);
  const search = query && serializeQuery(query);
  return search ? `${address}?${search}` : address;
}

/** Header fields by their names in lower case, so that none is there twice. */
export type Fields = Record<string, string>;

/**
 * Puts headers of a caller's into fields.
 *
 * @throws TypeError when one of them can be no header
 */
export function fieldsOf(headers?: Readonly<Record<string, string>>): Fields {
  return headers ? Object.fromEntries(mergeHeaders(headers)) : {};
}

/** The headers of a call: the client's, those that the operation asks for, and over all the caller's own. */
export function headersOf({ bodyType = 'application/json', sendsKey }: Operation, { body }: Input, { ifMatch, ifNoneMatch, idempotencyKey, headers }: AnyCallOptions, ofClient: Fields): Fields {
  const fields = { ...ofClient };
  if (body !== undefined && !(body instanceof FormData)) fields['content-type'] = bodyType;
  if (ifMatch !== undefined) fields['if-match'] = ifMatch;
  if (ifNoneMatch !== undefined) fields['if-none-match'] = ifNoneMatch;
  if (idempotencyKey !== undefined) fields['idempotency-key'] = idempotencyKey;
  else if (sendsKey) fields['idempotency-key'] = crypto.randomUUID();
  return headers ? Object.assign(fields, fieldsOf(headers)) : fields;
}

/** What is sent as the body: forms as they are, everything else as openapi-fetch writes it for its media type. */
export function bodyOf({ body }: Input, headers: Fields): RequestInit['body'] {
  return body === undefined ? undefined : (defaultBodySerializer as (of: unknown, as: Fields) => RequestInit['body'])(body, headers); // Its type does not tell of the headers.
}
