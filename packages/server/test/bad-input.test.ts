import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvelope } from './error-envelope.ts';
import { generous } from './limiters.ts';
import { call, notesServer, post, type Answer, type NotesServer } from './notes-server.ts';

let server: NotesServer;
beforeAll(async () => void (server = await notesServer({ seams: { limiter: generous } })));
afterAll(() => server.close(0));

const JSON_TYPE = { 'content-type': 'application/json' };
const EMPTY = { status: 200 as const, page: { items: [], total: 0 } };
const MILK = '{"title":"Milk"}';

/** The envelope of an answer that must have a status. */
function refused(status: number, { status: got, headers, text }: Answer) {
  expect([got, text]).toEqual([status, expect.any(String)]);
  return readEnvelope({ headers, body: text });
}

describe('who may call', () => {
  it.each([
    ['no header', undefined, 'missing_credentials', 'Bearer'],
    ['Basic x', 'Basic x', 'invalid_credentials', 'Bearer'],
    ['Basic xxbearerxx', 'Basic xxbearerxx', 'invalid_credentials', 'Bearer'],
    ['Bearer without a token', 'Bearer', 'invalid_credentials', 'Bearer error="invalid_token"'],
    ['Bearer and rubbish', 'Bearer ä b', 'invalid_credentials', 'Bearer error="invalid_token"'],
    ['a token that nobody has', 'Bearer nobody', 'invalid_credentials', 'Bearer error="invalid_token"'],
  ])('is not who sends %s', async (_, authorization, code, challenge) => {
    const answer = await call(server.url, 'GET', '/v1/notes', { as: null, headers: { ...(authorization && { authorization: Buffer.from(authorization).toString('latin1') }) } });
    expect(refused(401, answer).code).toBe(code);
    expect(answer.headers['www-authenticate']).toBe(challenge);
  });

  it('is not who lacks the scope', async () => {
    const answer = await post(server.url, '/v1/notes', { title: 'Milk' }, 'reader');
    expect(refused(403, answer)).toMatchObject({ code: 'insufficient_scope', message: expect.stringContaining('`notes:write`') });
    expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="notes:write"');
  });

  it('is everybody where the contract says so', async () => {
    expect((await call(server.url, 'GET', '/v1/health', { as: null })).status).toBe(200);
    expect((await call(server.url, 'GET', '/v1/health', { as: 'nobody' })).status).toBe(200);
  });
});

describe('where', () => {
  it.each([
    ['/'],
    ['/v1'],
    ['/v1/nothing'],
    ['/v1/notes/'],
    ['/V1/notes'],
    ['/v1/notes/note_1/'],
    ['//v1/notes'],
  ])('there is nothing: %s', async (path) => {
    expect(refused(404, await call(server.url, 'GET', path)).code).toBe('not_found');
    expect(refused(404, await call(server.url, 'GET', path, { as: null })).code).toBe('not_found');
    expect(refused(404, await call(server.url, 'OPTIONS', path)).code).toBe('not_found');
  });

  it.each([['note_2'], ['note_1%2F'], ['n'.repeat(5000)], ['%00'], ['note_1%00'], ['__proto__'], ['constructor'], ['..']])(
    'an id is of nothing: %.20s',
    async (id) => {
      expect(refused(404, await call(server.url, 'GET', `/v1/notes/${id}`)).code).toBe('note_not_found');
    },
  );

  it('the encoding is broken', async () => {
    expect(refused(400, await call(server.url, 'GET', '/v1/notes/%E4%')).code).toBe('malformed_request');
  });

  it.each([
    ['PUT', '/v1/notes', 'GET, HEAD, OPTIONS, POST'],
    ['PUT', '/v1/notes/note_1', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['TRACE', '/v1/health', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/v1/health', 'GET, HEAD, OPTIONS'],
  ])('the method is another: %s %s', async (method, path, allow) => {
    const answer = await call(server.url, method, path);
    expect(refused(405, answer).code).toBe('method_not_allowed');
    expect(answer.headers.allow).toBe(allow);
  });
});

describe('parameters', () => {
  it.each([
    ['page=0', ['/page minimum']],
    ['page=101', ['/page maximum']],
    ['page=1e2', ['/page type']],
    ['page=0x10', ['/page type']],
    ['page=', ['/page type']],
    ['page=1&page=2', ['/page repeated']],
    ['page=%E4', ['/page encoding']],
    ['tags=a%00', ['/tags/0 nul']],
    ['other=1', ['/other unknown_parameter']],
    ['constructor=1', ['/constructor unknown_parameter']],
    ['filter[size]=x&filter[a/b]=1', ['/filter/size type']],
    ['filter[a/b]=1', ['/filter/a~1b additionalProperties']],
    ['near={}', ['/near/lat required']],
    ['page=0&other=1&pinned=x&ids=1,x', ['/pinned type', '/ids/1 type', '/other unknown_parameter', '/page minimum']],
  ])('are refused, each by its name: %s', async (query, want) => {
    const { code, details = [] } = refused(400, await call(server.url, 'GET', `/v1/notes?${query}`));
    expect(code).toBe('invalid_parameter');
    expect(details.map((fault) => `${fault.pointer} ${fault.code}`)).toEqual(want);
    expect(details.every((fault) => fault.in === 'query')).toBe(true);
  });

  it('are refused in headers too, beside those of the query', async () => {
    const answer = await call(server.url, 'GET', '/v1/notes?page=0', { headers: { 'x-trace': 'xyz' } });
    expect(refused(400, answer).details?.map((fault) => fault.in + fault.pointer).toSorted()).toEqual(['header/X-Trace', 'query/page']);
  });

  it('are refused where an operation has none, and the body’s faults are told beside them', async () => {
    const { code, details = [] } = refused(400, await call(server.url, 'POST', '/v1/notes?a=1', { headers: JSON_TYPE, body: '{"title":""}' }));
    expect(code).toBe('invalid_parameter');
    expect(details.map((fault) => fault.in + fault.pointer)).toEqual(['query/a', 'body/title']);
    const broken = refused(400, await call(server.url, 'POST', '/v1/notes?a=1', { headers: JSON_TYPE, body: '{' }));
    expect(broken.code).toBe('malformed_json');
    expect(broken.details?.map((fault) => fault.in + fault.pointer)).toEqual(['query/a', 'body']);
  });

  it('reach the handler as the contract says', async () => {
    const seen: unknown[] = [];
    const listNotes = ({ query }: { query: object }) => {
      seen.push(query);
      return EMPTY;
    };
    await using own = await notesServer({ handlers: { listNotes } });
    await call(own.url, 'GET', '/v1/notes?weight=0.5&tags=a&tags=b&ids=1,2&words=a%7Cb&filter[size]=3&near={"lat":1.5}');
    expect(seen).toEqual([{ weight: 0.5, tags: ['a', 'b'], ids: [1, 2], words: ['a', 'b'], filter: { size: 3 }, near: { lat: 1.5 } }]);
  });

  it('reach the handler from headers by the names of the contract', async () => {
    const seen: unknown[] = [];
    const listNotes = ({ headers }: { headers: object }) => {
      seen.push(headers);
      return EMPTY;
    };
    await using own = await notesServer({ handlers: { listNotes } });
    await call(own.url, 'GET', '/v1/notes', { headers: { 'X-TRACE': 'abc' } });
    expect(seen).toEqual([{ 'X-Trace': 'abc' }]);
  });
});

describe('a body', () => {
  it.each([
    ['another type', { 'content-type': 'text/plain' }, { accept: 'application/json' }],
    ['no type', {}, { accept: 'application/json' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }, { accept: 'application/json' }],
    ['nonsense for a type', { 'content-type': ';=;' }, { accept: 'application/json' }],
    ['compressed', { ...JSON_TYPE, 'content-encoding': 'gzip' }, { 'accept-encoding': 'identity' }],
  ])('is refused as %s', async (_, headers, wanted) => {
    const answer = await call(server.url, 'POST', '/v1/notes', { headers: { ...headers }, body: MILK });
    expect(refused(415, answer).code).toBe('unsupported_media_type');
    expect(answer.headers).toMatchObject(wanted);
  });

  it.each([
    ['absent', undefined, ''],
    ['empty', '', ''],
    ['half', '{"title":', ''],
    ['two', `${MILK}${MILK}`, ''],
    ['a repeated key', '{"title":"a","title":"b"}', '/title'],
    ['a key that is repeated by an escape', '{"title":"a","\\u0074itle":"b"}', '/title'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), ''],
    ['a lone surrogate', '{"title":"\\ud800"}', '/title'],
    ['U+0000', '{"title":"a\\u0000"}', '/title'],
    ['__proto__', '{"title":"a","__proto__":{"size":5}}', '/__proto__'],
    ['a number beyond a double', '{"title":"a","size":1e999}', '/size'],
    ['20,000 levels', '['.repeat(20_000) + ']'.repeat(20_000), '/0'.repeat(64)],
    ['a million levels', '['.repeat(1_000_000), '/0'.repeat(64)],
  ])('is refused as malformed: %s', async (_, body, pointer) => {
    const { code, details } = refused(400, await call(server.url, 'POST', '/v1/notes', { headers: JSON_TYPE, ...(body !== undefined && { body }) }));
    expect(code).toBe('malformed_json');
    expect(details).toMatchObject([{ in: 'body', pointer, code: 'malformed_json' }]);
  });

  it('is refused with one entry for each fault', async () => {
    const { code, details = [] } = refused(422, await post(server.url, '/v1/notes', { size: 0, id: 'note_9', tags: ['a', 'a'], body: { kind: 'text' } }));
    expect(code).toBe('validation_failed');
    expect(details.map((fault) => `${fault.in} ${fault.pointer} ${fault.code}`).toSorted()).toEqual([
      'body /body/text required',
      'body /id additionalProperties',
      'body /size minimum',
      'body /tags uniqueItems',
      'body /title required',
    ]);
  });

  it.each([
    ['with its length', {}],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('is refused when it is too large, %s', async (_, headers) => {
    const body = JSON.stringify({ title: 'a'.repeat(5 * 1024 * 1024) });
    const answer = await call(server.url, 'POST', '/v1/notes', { headers: { ...JSON_TYPE, ...headers }, body });
    expect(refused(413, answer).code).toBe('content_too_large');
  });

  it('may be 1 MiB', async () => {
    const body = `{"title":"Milk"${' '.repeat(1024 * 1024 - MILK.length)}}`;
    expect((await call(server.url, 'POST', '/v1/notes', { headers: JSON_TYPE, body })).status).toBe(201);
  });

  it('does not make the server compile anew by a varied type', async () => {
    let compilations = 0;
    await using own = await notesServer({ seams: { limiter: generous } });
    const { Function: Real } = globalThis;
    globalThis.Function = new Proxy(Real, { construct: (target, args) => (compilations++, Reflect.construct(target, args) as object) }); // Ajv compiles with it.
    try {
      await post(own.url, '/v1/notes', { title: 'Milk' });
      const first = compilations;
      expect(first).toBeGreaterThan(0);
      for (let round = 0; round < 20; round += 1) {
        const type = `${round % 2 ? 'Application/JSON' : 'application/json'}; charset=utf-8; boundary=${round}`;
        expect((await call(own.url, 'POST', '/v1/notes', { headers: { 'content-type': type }, body: MILK })).status).toBe(201);
      }
      expect(compilations).toBe(first);
    } finally {
      globalThis.Function = Real;
    }
  });

  it('is not looked at where an operation reads none', async () => {
    expect((await call(server.url, 'GET', '/v1/notes', { headers: JSON_TYPE })).status).toBe(200);
    expect((await call(server.url, 'GET', '/v1/notes', { headers: { 'content-type': 'text/plain', 'content-length': '3' }, body: 'abc' })).status).toBe(200);
    expect((await call(server.url, 'DELETE', '/v1/notes/note_1', { headers: { ...JSON_TYPE, 'content-length': '1' }, body: '{' })).status).toBe(204);
  });
});

describe('what the client wants', () => {
  it.each([['application/xml'], ['text/html'], ['application/json;q=0'], ['image/*']])('is not what there is: %s', async (accept) => {
    expect(refused(406, await call(server.url, 'GET', '/v1/notes', { headers: { accept } })).code).toBe('not_acceptable');
  });

  it.each([['application/json'], ['*/*'], ['application/json; charset=utf-8'], ['text/html, */*;q=0.1'], ['']])('is what there is: %s', async (accept) => {
    const answer = await call(server.url, 'GET', '/v1/notes', { headers: { accept } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
  });

  it('is the head: as GET, without a body', async () => {
    for (const path of ['/v1/notes', '/v1/notes/note_2', '/v1/nothing', '/v1/notes?page=0']) {
      const get = await call(server.url, 'GET', path);
      const head = await call(server.url, 'HEAD', path);
      expect([head.status, head.text]).toEqual([get.status, '']);
      for (const name of ['content-length', 'content-type', 'ratelimit-limit', 'access-control-allow-origin']) {
        expect([path, name, head.headers[name]]).toEqual([path, name, get.headers[name]]);
      }
    }
  });

  it('is the options', async () => {
    const answer = await call(server.url, 'OPTIONS', '/v1/notes/note_1', { as: null, headers: { origin: 'https://page.example', 'access-control-request-headers': 'authorization' } });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({
      allow: 'DELETE, GET, HEAD, OPTIONS, PATCH',
      'access-control-allow-methods': 'DELETE, GET, HEAD, OPTIONS, PATCH',
      'access-control-allow-headers': 'authorization',
      'access-control-allow-origin': '*',
    });
    expect(await call(server.url, 'OPTIONS', '*')).toMatchObject({ status: 204, headers: { allow: 'OPTIONS' } });
  });
});

describe('bad input', () => {
  it('is never a fault of ours', () => {
    expect(server.breaches).toEqual([]);
    expect(server.logged.filter(({ fields }) => 'err' in fields)).toEqual([]);
  });
});
