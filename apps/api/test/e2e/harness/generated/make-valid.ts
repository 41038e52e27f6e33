import { isDeepStrictEqual } from 'node:util';
import { expected } from './expected.ts';
import { acceptedOfFile } from './file.ts';
import { fitted } from './fit.ts';
import { fittedQuery } from './fit-query.ts';
import { KINDS, kindsOf, type Kind } from './kinds.ts';
import type { Material } from './material.ts';
import type { Random } from './random.ts';
import type { GeneratedRequest } from './request.ts';
import { makeReplay, withKey } from './repeats.ts';
import { encodeText, knownThing, placeAt } from './targets.ts';
import type { Thing, World } from './world.ts';
import { writeJson } from './write-json.ts';

const JSON_TYPES = ['application/json', 'application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'];
const ACCEPTED = [undefined, undefined, '*/*', 'application/json', 'application/*;q=0.1', 'text/html, application/json;q=0.5'];
/** Tags that nothing has, and values that are no tags. */
const OTHER_TAGS = ['"vL1PZ6kGh2mJxqT0cYw9RtB4nVc"', '""', 'W/"a"', '"a", "b",,"c"', 'a', '"', '***', '"*"', 'W/"', '"a" "b"', '\u00fc"\u00ff'];

/** Makes a request that fits the contract in everything, out of values within their bounds, and says what it has to be answered. */
export function makeValid(material: Material, world: World, unknown: readonly string[], random: Random): GeneratedRequest {
  const replay = makeReplay(material, world, random);
  if (replay) return replay;
  const { operation } = material;
  const [kind] = kindsOf(operation).slice(-1);
  const thing = kind && random.chance(0.85) ? targetOf(material, world, kind, random) : undefined;
  const { ids, path } = placeAt(operation, thing, world, unknown, random);
  const query = queryOf(material, world, ids, random);
  const { condition, meets } = conditionOf(material, world, thing, random);
  const sent = bodyOf(material, world, thing, random);

  const headers: Record<string, string> = { ...authorization(material, world, random), ...condition };
  const accept = random.pick(acceptedOfFile(operation) ?? ACCEPTED);
  if (accept !== undefined) headers['accept'] = accept;
  if (sent) headers['content-type'] = random.pick(JSON_TYPES);
  const request = { operation, world, kind: 'valid', ids, path, query, headers, body: sent && writeJson(sent, random), sent } as const;
  return withKey({ ...request, ...expected(operation, world, { ids, body: sent, meets }) }, material, random);
}

/** Something to act on; the last few of a kind are not deleted, and whom the key speaks for is so only now and then. */
function targetOf({ operation }: Material, world: World, kind: Kind, random: Random): Thing | undefined {
  const thing = knownThing(world, kind, random);
  const isSpared = world.things[kind].size < 6 || (thing?.id === world.userId && random.chance(0.9));
  return operation.method === 'DELETE' && isSpared ? undefined : thing;
}

/** The header that names the key; an operation that is public is also asked without. */
export function authorization({ operation }: Material, { key }: World, random: Random): Record<string, string> {
  return operation.isPublic && random.chance(0.5) ? {} : { authorization: `${random.pick(['Bearer', 'Bearer', 'bearer'])} ${key}` };
}

function queryOf({ operation, query: values }: Material, { cursors, things }: World, ids: readonly string[], random: Random): string {
  const given = cursors.filter((one) => one.path === operation.path && isDeepStrictEqual(one.ids, ids));
  if (operation.method === 'GET' && given.length > 0 && random.chance(0.3)) return random.pick(given.slice(-50)).query;

  const names = random.shuffle([...values.keys()].filter((name) => name !== 'cursor' && random.chance(0.4)));
  const known = KINDS.flatMap((kind) => Array.from(things[kind].keys()));
  const texts = names.map((name) => [name, name.endsWith('_id') && known.length > 0 && random.chance(0.5) ? random.pick(known) : random.pick(values.get(name) ?? [''])]);
  const query = Object.entries(fittedQuery(Object.fromEntries(texts) as Record<string, string>, random)).map(
    ([name, text]) => `${encodeText(name, random)}=${encodeText(text, random).replaceAll('%20', random.pick(['+', '%20']))}`,
  );
  return query.join('&');
}

/** A condition, and whether the object as it is meets it; a tag that is not remembered is not asked for. */
function conditionOf(
  { operation }: Material,
  { tags, things, userId }: World,
  thing: Thing | undefined,
  random: Random,
): { condition: Record<string, string>; meets: boolean | undefined } {
  const header = operation.parameters.find(({ in: place, name }) => place === 'header' && /^If-(?:None-)?Match$/.test(name));
  if (!header || random.chance(0.4)) return { condition: {}, meets: undefined };
  const about = operation.id === 'getCurrentUser' ? things.users.get(userId) : thing;
  const isOther = about?.tagVersion !== undefined && about.tagVersion !== operation.version;
  const tag = (isOther ? undefined : about?.tag) ?? tags.get(operation.path.slice('/v1'.length));
  if (random.chance(0.4)) return { condition: { [header.name]: random.pick(OTHER_TAGS) }, meets: false };
  if (tag === undefined || random.chance(0.3)) return { condition: { [header.name]: random.pick(['*', ' * ']) }, meets: true };
  // The comparison of If-Match is strong, and that of If-None-Match weak (RFC 9110, 13.1).
  if (random.chance(0.2)) return { condition: { [header.name]: `W/${tag}` }, meets: header.name === 'If-None-Match' };
  return { condition: { [header.name]: random.pick([tag, `"a", ${tag}`, `W/"b",${tag} , "c"`]) }, meets: true };
}

function bodyOf({ operation, bodies }: Material, world: World, thing: Thing | undefined, random: Random): Record<string, unknown> | undefined {
  if (!operation.body || (!operation.body.required && random.chance(0.3))) return undefined;
  const { password, ...rest } = fitted(random.pick(bodies), world, thing, random);
  const email = knownThing(world, 'users', random)?.shown['email'];
  const taken = typeof email === 'string' && 'email' in rest && random.chance(0.1) ? { email: random.chance(0.5) ? email : email.toUpperCase() } : {};
  // A password takes a twentieth of a second to hash, so that few requests have one where they need not.
  const isLeft = password === undefined || (operation.method === 'PATCH' && random.chance(0.85));
  const body = { ...rest, ...taken, ...(!isLeft && { password }) };
  return Object.keys(body).length === 0 && operation.method === 'PATCH' ? { name: 'Ada' } : body;
}
