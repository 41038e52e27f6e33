import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { allowsNull, anotherValue, propertiesOf } from './harness/another-value.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleCaller } from './harness/example-caller.ts';
import { exampleRequests, type ExampleRequest } from './harness/example-requests.ts';
import { bodySchema, deref } from './harness/nodes.ts';
import { ALL_OPERATIONS, type Version } from './harness/versions.ts';

type Body = Record<string, unknown>;

const database = testDatabase();
let api: ApiServer;
let key: string;
beforeAll(async () => void (api = await startApi(database())));
beforeEach(async () => void ({ key } = await exampleCaller(database().db)));
afterAll(() => api[Symbol.asyncDispose]());

/** Each example of a request with this method, beside the properties that its body can have. */
const WITH = (method: string) =>
  ALL_OPERATIONS.flatMap(({ version, operationId, title }) =>
    exampleRequests(version, operationId)
      .filter((request) => request.method === method && request.body !== undefined)
      .map((request) => {
        const { properties, required } = propertiesOf(version.contract, bodySchema(version.contract, operationId), request.body);
        return { version, request, title: `${title}: ${request.name}`, properties, required };
      }),
  );
/** What makes an object, and not what is done to one. */
const MAKING = WITH('POST').filter(({ version, request }) => '201' in version.contract.operations[request.operationId].answers);

const send = (method: string, path: string, json?: object) => api.send(method, path, { key, ...(json && { json }) });
async function read(path: string): Promise<Body> {
  const { status, json } = await send('GET', path);
  expect([path, status]).toEqual([path, 200]);
  return json;
}

describe.each(MAKING)('$title', ({ version, request: { method, path, body = {} }, properties, required }) => {
  it('leads to what it has made, in its own version, with what was sent and the defaults of the rest', async () => {
    const least = only(body, required);
    const made = await send(method, path, least);

    const { id, secret: _once, ...shown } = made.json as Body;
    expect([made.status, made.headers.location]).toEqual([201, `${path}/${String(id)}`]);
    expect(await read(`${path}/${String(id)}`)).toEqual({ id, ...shown });
    expect(shown).toMatchObject({ ...defaultsOf(version, properties, shown), ...visible(least, shown) });
    await expectNoSecret(version, properties, least);
  });

  it('keeps whatever can be sent', async () => {
    const { json: plain } = await send(method, path, { ...body, ...unique(body, 'first') });
    const wanted = { ...body, ...unique(body, 'second'), ...changed(version, properties, plain) };
    const made = await send(method, path, wanted);

    expect(made.status).toBe(201);
    expect(await read(String(made.headers.location))).toMatchObject(visible(wanted, made.json));
  });
});

describe.each(WITH('PATCH'))('$title', ({ version, request: { method, path }, properties }) => {
  it.each(Object.keys(properties))('changes %s and leaves the rest', async (name) => {
    const present = await read(path);
    const value = anotherValue(version.contract, name, properties[name], present[name]);
    for (const change of [...partsOf(name, value), ...(allowsNull(version.contract, properties[name]) ? [{ [name]: null }, { [name]: value }] : [])]) {
      const before = await read(path);

      const { status, json } = await send(method, path, change);

      const { updated_at: at, ...expected } = merged(before, visible(change, before));
      expect([status, json]).toEqual([200, { ...expected, ...following(change, json), updated_at: expect.any(String) }]);
      expect(Date.parse(String(json['updated_at']))).toBeGreaterThan(Date.parse(String(at)));
      expect(await read(path)).toEqual(json);
      await expectNoSecret(version, properties, change);
    }
  });

  it('leaves what is changed by a change of another property', async () => {
    const all = changed(version, properties, await read(path));
    await send(method, path, all);
    for (const name of Object.keys(all)) await send(method, path, { [name]: all[name] });

    expect(await read(path)).toMatchObject(all);
  });
});

describe.each(WITH('PUT'))('$title', ({ version, request, properties, required }) => {
  const { method, path, body = {} } = request;

  it('puts back to its default what it leaves out, as if the object were new', async () => {
    const before = await read(path);
    const all = changed(version, properties, before);
    expect((await send(method, path, { ...body, ...all })).json).toMatchObject(all);

    const { json } = await send(method, path, only(body, required));

    const least = { ...only(body, required), ...only(before, ['type']) };
    const made = await send('POST', collectionOf(request), least);
    const names = Object.keys(properties);
    const others = Object.keys(before).filter((name) => !names.includes(name) && name !== 'updated_at');
    expect(json).toMatchObject({ ...defaultsOf(version, properties, json), ...only(made.json, names) });
    expect(only(json, others)).toEqual(only(before, others));
    expect(Date.parse(String(json['updated_at']))).toBeGreaterThan(Date.parse(String(before['updated_at'])));
    expect(await read(path)).toEqual(json);
  });
});

/** What is answered once or never may be shown by no list: keys, and whatever was sent as a password. */
async function expectNoSecret({ contract }: Version, properties: Record<string, unknown>, sent: Body): Promise<void> {
  const passwords = Object.keys(sent).filter((name) => deref(contract, properties[name])['format'] === 'password').map((name) => String(sent[name]));
  const texts = await Promise.all(['users', 'keys', 'webhooks', 'audit'].map(async (list) => (await send('GET', `${contract.basePath}/${list}?per_page=100`)).text));
  expect(texts.filter((text) => /sk_(?:live|test)_[0-9A-Za-z]{13,}|whsec_/.test(text) || passwords.some((password) => text.includes(password)))).toEqual([]);
}

/** Why a webhook is disabled is told with its status, and cannot be changed by itself. */
function following(change: Body, json: Body): Body {
  return 'status' in change ? only(json, ['disabled_reason']) : {};
}

/** Every property that can have another value, with one. */
function changed({ contract }: Version, properties: Record<string, unknown>, present: Body): Body {
  const names = Object.keys(properties).filter((name) => name in present);
  const values = names.map((name) => [name, anotherValue(contract, name, properties[name], present[name])]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** An address that no other request sends. */
function unique(body: Body, who: string): Body {
  return 'email' in body ? { email: `${who}@example.com` } : {};
}

function defaultsOf({ contract }: Version, properties: Record<string, unknown>, shown: Body): Body {
  const found = Object.entries(properties).map(([name, node]) => [name, { ...deref(contract, node), ...(node as object) }] as const);
  return Object.fromEntries(found.filter(([name, node]) => 'default' in node && name in shown).map(([name, node]) => [name, (node as Body)['default']]));
}

/** A password is sent and never shown. */
function visible(body: Body, shown: object): Body {
  return only(body, Object.keys(shown));
}

function only(body: Body, names: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

/** Changes of a property: of an object, one for each property inside it. */
function partsOf(name: string, value: unknown): Body[] {
  return isObject(value) ? Object.entries(value).map(([inner, one]) => ({ [name]: { [inner]: one } })) : [{ [name]: value }];
}

/** What stands inside an object stays, too, where it is not named. */
function merged(before: Body, change: Body): Body {
  const inner = Object.entries(change).map(([name, value]) => [name, isObject(value) && isObject(before[name]) ? merged(before[name], value) : value]);
  return { ...before, ...Object.fromEntries(inner) };
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collectionOf({ path }: ExampleRequest): string {
  return path.slice(0, path.lastIndexOf('/'));
}
