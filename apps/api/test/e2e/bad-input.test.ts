import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import type { Sent } from './harness/send.ts';

const database = testDatabase();
const JSON_TYPE = { 'content-type': 'application/json' };

type Row = [what: string, method: string, path: string, sent: Sent, status: number, code: string];

const raw = (body: string | Buffer): Sent => ({ headers: JSON_TYPE, body });
const ROWS: Row[] = [
  ['an unknown path', 'GET', '/v1/nothing', {}, 404, 'not_found'],
  ['a path outside of the API', 'GET', '/nothing', {}, 404, 'not_found'],
  ['a path with a slash too many', 'GET', '/v1/projects/', {}, 404, 'not_found'],
  ['a path in the wrong case', 'GET', '/v1/Projects', {}, 404, 'not_found'],
  ['an unknown id', 'GET', '/v1/projects/prj_nothing', {}, 404, 'project_not_found'],
  ['another method', 'PUT', '/v1/projects', {}, 405, 'method_not_allowed'],
  ['a body of another type', 'POST', '/v1/projects', { headers: { 'content-type': 'text/plain' }, body: 'x' }, 415, 'unsupported_media_type'],
  ['a form', 'POST', '/v1/projects', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'name=a' }, 415, 'unsupported_media_type'],
  ['a body without a type', 'POST', '/v1/projects', { body: '{}' }, 415, 'unsupported_media_type'],
  ['an unknown charset', 'POST', '/v1/projects', { headers: { 'content-type': 'application/json; charset=klingon' }, body: '{}' }, 415, 'unsupported_media_type'],
  ['a compressed body', 'POST', '/v1/projects', { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: 'x' }, 415, 'unsupported_media_type'],
  ['an Accept without JSON', 'GET', '/v1/projects', { headers: { accept: 'application/xml' } }, 406, 'not_acceptable'],
  ['no body', 'POST', '/v1/projects', { headers: JSON_TYPE }, 400, 'malformed_json'],
  ['an empty body', 'POST', '/v1/projects', raw(''), 400, 'malformed_json'],
  ['a body of spaces', 'POST', '/v1/projects', raw('  \n'), 400, 'malformed_json'],
  ['unreadable JSON', 'POST', '/v1/projects', raw('{"name":'), 400, 'malformed_json'],
  ['JSON with a comment', 'POST', '/v1/projects', raw('{"name":"a"/**/}'), 400, 'malformed_json'],
  ['duplicate keys', 'POST', '/v1/projects', raw('{"name":"a","name":"b"}'), 400, 'malformed_json'],
  ['duplicate keys, one escaped', 'POST', '/v1/projects', raw('{"name":"a","n\\u0061me":"b"}'), 400, 'malformed_json'],
  ['invalid UTF-8', 'POST', '/v1/projects', raw(Buffer.from([0x7b, 0x22, 0x6e, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 400, 'malformed_json'],
  ['a lone surrogate', 'POST', '/v1/projects', raw('{"name":"\\ud800"}'), 400, 'malformed_json'],
  ['U+0000 in a string', 'POST', '/v1/projects', raw('{"name":"a\\u0000b"}'), 400, 'malformed_json'],
  ['__proto__', 'POST', '/v1/projects', raw('{"name":"a","__proto__":{"region":"us-west"}}'), 400, 'malformed_json'],
  ['constructor', 'POST', '/v1/projects', raw('{"name":"a","constructor":{}}'), 422, 'validation_failed'],
  ['a list', 'POST', '/v1/projects', raw('[]'), 422, 'validation_failed'],
  ['null', 'POST', '/v1/projects', raw('null'), 422, 'validation_failed'],
  ['a string', 'POST', '/v1/projects', raw('"name"'), 422, 'validation_failed'],
  ['20,000 levels', 'POST', '/v1/projects', raw(`${'['.repeat(20_000)}${']'.repeat(20_000)}`), 400, 'malformed_json'],
  ['20,000 levels of objects', 'POST', '/v1/projects', raw(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`), 400, 'malformed_json'],
  ['a body over 1 MiB', 'POST', '/v1/projects', raw(`{"name":"${'x'.repeat(1024 * 1024)}"}`), 413, 'content_too_large'],
  ['a URL over 8 KiB', 'GET', `/v1/nothing?a=${'x'.repeat(8 * 1024)}`, {}, 414, 'uri_too_long'],
  ['headers over 16 KiB', 'GET', '/v1/nothing', { headers: { 'x-long': 'x'.repeat(16 * 1024) } }, 431, 'headers_too_large'],
  ['a path that is no UTF-8', 'GET', '/v1/%E4%', {}, 400, 'malformed_request'],
  ['an unknown query parameter', 'GET', '/v1/projects?colour=red', {}, 400, 'invalid_parameter'],
  ['a repeated parameter', 'GET', '/v1/projects?page=1&page=2', {}, 400, 'invalid_parameter'],
  ['an empty parameter', 'GET', '/v1/projects?page=', {}, 400, 'invalid_parameter'],
  ['a value that the enum lacks', 'GET', '/v1/projects?status=gone', {}, 400, 'invalid_parameter'],
  ...['per_page=1e2', 'per_page=0x10', 'per_page=101', 'per_page=0', 'per_page=+5', 'per_page=5.0', 'per_page=%205', 'per_page=05', 'page=0', 'page=-1', 'page=99999999999999999999', 'page=%00', 'status=%E4%'].map(
    (query): Row => [query, 'GET', `/v1/projects?${query}`, {}, 400, 'invalid_parameter'],
  ),
];

describe('bad input, over a real socket', () => {
  it.each(ROWS)('%s', async (_what, method, path, sent, status, code) => {
    await using api = await startApi(database());
    const { liveKey: key } = await newAccount(database().db);

    const answer = await api.send(method, path, { key, ...sent });

    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    expect(Object.keys(answer.json)).toEqual(['error']);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['x-request-id']).toBe(answer.json.error.request_id);
    expect(answer.text).not.toMatch(/node_modules|\bat .*\.[jt]s/);
    expect((await api.send('GET', '/v1/projects', { key })).json['data']).toEqual([]);
    expect(api.logged.filter(({ fields }) => 'err' in fields)).toEqual([]);
  });

  it('every parameter that is wrong is named, and what is wrong in the body with them', async () => {
    await using api = await startApi(database());
    const { liveKey: key } = await newAccount(database().db);

    const list = await api.send('GET', '/v1/projects?per_page=1e2&page=0&colour=red&status=x', { key });
    const create = await api.send('POST', '/v1/projects?colour=red', { key, json: { name: 1, region: 'moon' } });

    const named = (answer: typeof list) => answer.json.error.details?.map(({ in: place, pointer }) => `${place}${pointer}`).toSorted();
    expect(named(list)).toEqual(['query/colour', 'query/page', 'query/per_page', 'query/status']);
    expect([create.status, named(create)]).toEqual([400, ['body/name', 'body/region', 'query/colour']]);
  });

  it('a method that the path lacks is answered with those that it has; OPTIONS and HEAD are among them', async () => {
    await using api = await startApi(database());
    const { liveKey: key } = await newAccount(database().db);

    const wrong = await api.send('POST', '/v1/projects/prj_1', { key });
    const options = await api.send('OPTIONS', '/v1/projects/prj_1', {
      headers: { origin: 'https://app.example', 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' },
    });
    const get = await api.send('GET', '/v1/projects', { key });
    const head = await api.send('HEAD', '/v1/projects', { key });

    expect(wrong.headers['allow']).toBe('DELETE, GET, HEAD, OPTIONS, PATCH, PUT');
    expect([options.status, options.headers['allow'], options.headers['access-control-allow-methods']]).toEqual([204, wrong.headers['allow'], wrong.headers['allow']]);
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', get.headers['content-length']]);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['two Host headers', 'GET /v1/projects HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
    ['no Host header', 'GET /v1/projects HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a header with a space before the colon', 'GET /v1/projects HTTP/1.1\r\nHost : a\r\n\r\n'],
    ['both lengths', 'POST /v1/projects HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a bad chunk', 'POST /v1/nothing HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n'],
  ])('what the parser or the first look refuses is a 400 with the JSON body: %s', async (_what, bytes) => {
    await using api = await startApi(database());

    const answer = await exchange(new URL(api.url), bytes);

    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toMatch(/content-type: application\/json/i);
    const { error } = JSON.parse(body) as { error: { code: string; request_id: string } };
    expect([error.code, head.includes(error.request_id)]).toEqual(['malformed_request', true]);
  });
});

/** Sends bytes and gives all that comes back until the server closes. */
function exchange({ hostname, port }: URL, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}
