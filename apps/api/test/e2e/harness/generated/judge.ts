import { isDeepStrictEqual } from 'node:util';
import { fileComplaints, fileTypes } from './file.ts';
import { kindOf, referenceTo } from './kinds.ts';
import type { Octets } from './kept-alive.ts';
import type { Oracle } from './oracle.ts';
import type { Published, ResponseNode } from './published.ts';
import type { GeneratedRequest } from './request.ts';

type Shown = Record<string, unknown>;

interface ErrorBody {
  error: { code: string; request_id: string; doc_url: string; details?: { in: string; pointer: string; code: string }[] };
}

/** Everything that is wrong with an answer, in words; nothing when it is the right one and as the contract declares it. */
export function judge(request: GeneratedRequest, answer: Octets, published: Published, oracle: Oracle): string[] {
  const { operation, status: wanted } = request;
  const { status, headers, body } = answer;
  const declared = operation.responses[String(status)];
  if (!declared) return [`the status ${status} is not declared`];

  const complaints = [...headerComplaints(request, answer, declared, published, oracle), ...replayComplaints(request, answer)];
  if (status !== wanted) complaints.push(`the status is ${status} and should be ${wanted}`);
  const files = fileTypes(declared);
  if (files.length > 0) return [...complaints, ...fileComplaints(answer, files)];
  if (headers['transfer-encoding'] !== undefined) complaints.push('the body is chunked');
  const [content] = Object.entries(declared.content ?? {});
  if (!content) {
    if (body.length > 0) complaints.push('there is a body, and none is declared');
    if (headers['content-type'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
      complaints.push('headers tell of a body, and none is declared');
    return complaints;
  }

  const [type, { schema }] = content;
  if (headers['content-type'] !== type) complaints.push(`the content type is ${headers['content-type']} and should be ${type}`);
  if (headers['content-length'] !== String(body.length))
    complaints.push(`Content-Length is ${headers['content-length']}, and there are ${body.length} octets`);
  const value: unknown = JSON.parse(body.toString('utf8'));
  complaints.push(...oracle.complaints(schema, value));
  if (status >= 400)
    complaints.push(...errorComplaints(request, answer, value as ErrorBody, published)); // The schema has just been held against it.
  else complaints.push(...echoComplaints(request, value as Shown), ...inputComplaints(request, value as Shown), ...listComplaints(request, value as List));
  return complaints;
}

/** Headers that only some answers have: where they are not declared, they must not be. */
const KNOWN = /^(?:etag|idempotent-replayed|link|location|retry-after|www-authenticate|(?:x-)?ratelimit(?:-\w+)?)$/;

function headerComplaints(
  { world, headers: sent }: GeneratedRequest,
  { headers, body }: Octets,
  declared: ResponseNode,
  published: Published,
  oracle: Oracle,
): string[] {
  const complaints: string[] = [];
  const nodes = new Map(Object.entries(declared.headers ?? {}).map(([name, node]) => [name.toLowerCase(), node]));
  for (const [name, { required = false, schema }] of nodes) {
    const text = headers[name];
    const isLimit = name.includes('ratelimit');
    const isCounted = world.environment === 'live' && 'authorization' in sent;
    if (text === undefined) {
      if (required || (isLimit && isCounted)) complaints.push(`the header ${name} is missing`);
      continue;
    }
    if (isLimit && !isCounted) complaints.push(`the header ${name} is there for a key that has no limit`);
    const value = schema.type === 'integer' || schema.type === 'boolean' ? parsed(String(text)) : text;
    complaints.push(...oracle.complaints(schema, value).map((complaint) => `the header ${name}, ${String(text)}: ${complaint}`));
  }
  complaints.push(
    ...Object.keys(headers)
      .filter((name) => KNOWN.test(name) && !nodes.has(name))
      .map((name) => `the header ${name} is not declared`),
  );
  if (nodes.has('location') && headers.location !== placeOf(published, JSON.parse(body.toString('utf8')) as Shown)) complaints.push(`Location is ${headers.location}`);
  return complaints;
}

/** Where an object can be read again in the same version. */
function placeOf({ operations }: Published, shown: Shown): string | undefined {
  const kind = kindOf(shown);
  const own = kind && `{${referenceTo(kind)}}`;
  const reading = operations.find(({ method, path }) => own !== undefined && method === 'GET' && path.endsWith(`/${own}`));
  return reading?.path.replace(/\{([^}]+)\}/g, (parameter, name: string) => String(parameter === own ? shown['id'] : shown[name]));
}

function errorComplaints({ code, faults }: GeneratedRequest, { status, headers }: Octets, { error }: ErrorBody, { statuses }: Published): string[] {
  const complaints: string[] = [];
  if (headers['x-request-id'] !== error.request_id)
    complaints.push(`the request id is ${String(headers['x-request-id'])} in the header and ${error.request_id} in the body`);
  if (statuses[error.code] !== status) complaints.push(`the code ${error.code} does not belong to the status ${status}`);
  if (error.code !== code) complaints.push(`the code is ${error.code} and should be ${code ?? 'none'}`);
  if (!error.doc_url.endsWith(`/docs/errors/${error.code}/`)) complaints.push(`the page of the code is ${error.doc_url}`);

  const told = (error.details ?? [])
    .map(({ in: place, pointer, code: keyword }) => `${place} ${keyword === 'malformed_json' ? '*' : pointer} ${keyword}`)
    .toSorted();
  const wanted = faults.map((fault) => `${fault.in} ${fault.pointer} ${fault.code}`).toSorted();
  if (JSON.stringify(told) !== JSON.stringify(wanted))
    complaints.push(`the details tell of ${JSON.stringify(told)} and should of ${JSON.stringify(wanted)}`);
  return complaints;
}

/** A value of a header that is no text, or the text itself where it cannot be read. */
function parsed(text: string): unknown {
  return /^(?:-?\d+|true|false)$/.test(text) ? JSON.parse(text) : text;
}

/** What of an answer is the same when it is given again. */
function lasting({ status, headers, body }: Octets): unknown[] {
  return [status, headers.location, headers.etag, body.toString('utf8')];
}

/** What was carried out before comes back as it was and says so; nothing else says so. */
function replayComplaints({ replays }: GeneratedRequest, answer: Octets): string[] {
  const isMarked = answer.headers['idempotent-replayed'] !== undefined;
  if (!replays) return isMarked ? ['it says that it was answered before'] : [];
  return [
    ...(isMarked ? [] : ['it does not say that it was answered before']),
    ...(isDeepStrictEqual(lasting(answer), lasting(replays)) ? [] : [`it was answered ${replays.body.toString('utf8')}`]),
  ];
}

interface List {
  data?: unknown[];
  meta?: { page?: number; per_page: number };
}

/** A list is as long and stands where the query says, or its defaults. */
function listComplaints({ query }: GeneratedRequest, { data, meta }: List): string[] {
  if (!data || !meta) return [];
  const asked = new URLSearchParams(query);
  const wanted = { page: meta.page === undefined ? undefined : Number(asked.get('page') ?? 1), per_page: Number(asked.get('per_page') ?? 20) };
  return [
    ...(meta.per_page === wanted.per_page && meta.page === wanted.page ? [] : [`meta is ${JSON.stringify(meta)} for ${query}`]),
    ...(data.length <= wanted.per_page ? [] : [`there are ${data.length} items on a page of ${wanted.per_page}`]),
  ];
}

/** What is kept in another way than it was sent, or not shown. */
const REWRITTEN = new Set(['password', 'allowed_addresses', 'expires_at']);

/** What was sent comes back as it was, to the last character, where it comes back: the schema says what has to. */
function echoComplaints({ sent = {}, operation }: GeneratedRequest, value: Shown): string[] {
  if (operation.id === 'rotateKey') return [];
  return Object.entries(sent)
    .filter(([name, one]) => name in value && !REWRITTEN.has(name) && !isSame(one, value[name]))
    .map(([name, one]) => `${name} was sent as ${JSON.stringify(one)} and answered as ${JSON.stringify(value[name])}`);
}

/** Each task has the input that its job was made with, to the last character. */
function inputComplaints({ world }: GeneratedRequest, value: Shown): string[] {
  const all = Array.isArray(value['data']) ? (value['data'] as Shown[]) : [value];
  return all.flatMap(({ job_id, number, input }) => {
    const inputs = input === undefined ? undefined : world.things.jobs.get(String(job_id))?.inputs;
    if (!inputs) return [];
    const sent: unknown = inputs[Number(number)];
    return isDeepStrictEqual(sent, input) ? [] : [`the input was sent as ${JSON.stringify(sent)} and answered as ${JSON.stringify(input)}`];
  });
}

/** An object may come back with its defaults filled in. */
function isSame(sent: unknown, shown: unknown): boolean {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return JSON.stringify(sent) === JSON.stringify(shown);
  if (typeof shown !== 'object' || shown === null) return false;
  return Object.entries(sent).every(([name, one]) => isSame(one, (shown as Record<string, unknown>)[name]));
}
