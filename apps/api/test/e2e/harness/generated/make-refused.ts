import { withAt } from './at-pointer.ts';
import type { Breakage } from './breakages.ts';
import type { BrokenHeader } from './broken-headers.ts';
import type { BrokenQuery } from './broken-queries.ts';
import { fitted, unfit } from './fit.ts';
import { unfitQueries } from './fit-query.ts';
import { kindsOf } from './kinds.ts';
import { authorization } from './make-valid.ts';
import type { Material } from './material.ts';
import type { Random } from './random.ts';
import type { GeneratedRequest, PlacedFault } from './request.ts';
import { knownThing, placeAt, type Place } from './targets.ts';
import type { Thing, World } from './world.ts';
import { UNREADABLE, writeJson } from './write-json.ts';

/** What is broken in a request. */
export type Wrong = { body: Breakage } | { query: BrokenQuery } | { header: BrokenHeader } | { text: string };

/** Everything that can be broken in an operation's requests, one thing at a time. */
export function wrongsOf({ operation, breakages, brokenQueries, brokenHeaders }: Material): Wrong[] {
  const texts = operation.body ? Object.keys(UNREADABLE) : [];
  const inParameters = [...brokenQueries.map((query) => ({ query })), ...brokenHeaders.map((header) => ({ header }))];
  return [...breakages.map((body) => ({ body })), ...inParameters, ...texts.map((text) => ({ text }))];
}

/** Breaks one thing in a request that is right otherwise; now and then a query parameter beside the body. */
export function makeBroken(material: Material, wrong: Wrong, world: World, unknown: readonly string[], random: Random): GeneratedRequest {
  const { operation, bodies, brokenQueries } = material;
  const { ids, thing, path } = placeOf(material, world, unknown, random);
  const good = operation.body && fitted(random.pick(candidates(bodies, wrong)), world, thing, random);
  const also = 'query' in wrong ? wrong.query : random.chance(0.05) ? random.pick(brokenQueries) : undefined;
  const inQuery: PlacedFault[] = also ? [{ in: 'query', pointer: also.pointer, code: also.code }] : [];
  const query = also ? random.deal(also.texts) : '';

  const { body, faults, code, what, header } = broken(material, wrong, good, random);
  const isQuery = inQuery.length > 0 && code !== 'malformed_json';
  return {
    operation,
    world,
    kind: 'broken',
    what: [...inQuery.map((fault) => `with ${query.slice(0, 80)}, which breaks ${fault.code}`), what].filter((text) => text !== '').join(', and '),
    ids,
    path,
    query,
    headers: { ...authorization(material, world, random), ...header, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body,
    sent: undefined,
    status: code === 'validation_failed' && !isQuery ? 422 : 400,
    code: isQuery ? 'invalid_parameter' : code,
    faults: [...inQuery, ...faults],
  };
}

type Broken = Pick<GeneratedRequest, 'body' | 'faults' | 'code' | 'what'> & { header?: Record<string, string> };

function broken(
  { operation, oracle }: Material,
  wrong: Wrong,
  right: Record<string, unknown> | undefined,
  random: Random,
): Broken {
  const whole = right && writeJson(right, random);
  if ('query' in wrong) return { body: whole, faults: [], code: 'invalid_parameter', what: '' };
  if ('header' in wrong) {
    const { name, pointer, code, texts } = wrong.header;
    const text = random.deal(texts);
    return { body: whole, faults: [{ in: 'header', pointer, code }], code: 'invalid_parameter', what: `with ${text.slice(0, 80)} as ${name}, which breaks ${code}`, header: { [name]: text } };
  }
  const good = right ?? {};
  if ('text' in wrong) {
    const body = UNREADABLE[wrong.text]?.(writeJson(good, random));
    return { body, faults: [{ in: 'body', pointer: '*', code: 'malformed_json' }], code: 'malformed_json', what: `with a body that ${wrong.text}` };
  }
  const { pointer, code, values } = wrong.body;
  const value = random.deal(values);
  const body = withAt(good, pointer, value);
  const faults = operation.body ? oracle.faults(operation.body.schema, body) : [];
  if (!faults.some((fault) => fault.pointer === pointer && fault.code === code)) {
    throw new Error(
      `A body for ${operation.id} was made to break ${code} at ${pointer} and does not, says Ajv: ${JSON.stringify(faults)} in ${JSON.stringify(body)}.`,
    );
  }
  return {
    body: writeJson(body, random),
    faults: faults.map(({ pointer: place, code: keyword }) => ({ in: 'body', pointer: place, code: keyword })),
    code: 'validation_failed',
    what: `with a body that breaks ${code} at ${pointer || 'its root'}`,
  };
}

function candidates(bodies: Record<string, unknown>[], wrong: Wrong): Record<string, unknown>[] {
  const when = 'body' in wrong ? wrong.body.when : undefined;
  return when ? bodies.filter((body) => body[when.name] === when.value) : bodies;
}

/** Makes a request that fits its schemas and is refused for what they cannot say; undefined where there is no such thing. */
export function makeUnfit(material: Material, world: World, unknown: readonly string[], random: Random): GeneratedRequest | undefined {
  const { operation, bodies, query } = material;
  const { ids, thing, path } = placeOf(material, world, unknown, random);
  const shared = { operation, world, kind: 'unfit', ids, path, sent: undefined } as const;
  const headers = authorization(material, world, random);
  const queries = unfitQueries(query, random);
  if (queries.length > 0) {
    const way = random.pick(queries);
    const faults: PlacedFault[] = [{ in: 'query', pointer: way.pointer, code: way.code }];
    const what = `with ${way.pointer.slice(1)}, which is refused as ${way.code}`;
    const text = new URLSearchParams(way.query).toString();
    return { ...shared, query: text, headers, body: undefined, what, status: 400, code: 'invalid_parameter', faults };
  }
  if (bodies.length === 0) return undefined;
  const good = fitted(random.pick(bodies), world, thing, random);
  const { environment: _own, password: _slow, ...body } = good;
  const ways = unfit(material.namesBeside(body), { body, world, target: thing, unknown, random });
  if (ways.length === 0 || (ids.length > 0 && !thing)) return undefined;
  const way = random.pick(ways);
  const faults: PlacedFault[] = [{ in: 'body', pointer: way.pointer, code: way.code }];
  const written = writeJson(way.body, random);
  return {
    ...shared,
    query: '',
    headers: { ...headers, 'content-type': 'application/json' },
    body: written,
    what: `with ${way.pointer}, which is refused as ${way.code}`,
    status: 422,
    code: 'validation_failed',
    faults,
  };
}

function placeOf({ operation }: Material, world: World, unknown: readonly string[], random: Random): Place & { thing: Thing | undefined } {
  const [kind] = kindsOf(operation).slice(-1);
  const thing = kind && knownThing(world, kind, random);
  // An id with U+0000 is the id of nothing, whatever else is wrong.
  const possible = unknown.filter((id) => !id.includes('\0'));
  return { ...placeAt(operation, thing, world, possible, random), thing };
}
