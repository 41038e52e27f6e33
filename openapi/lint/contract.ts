import {
  isRef,
  type Location,
  type Oas3Definition,
  type Oas3Operation,
  type Oas3Parameter,
  type Oas3Response,
  type Oas3_1Definition,
  type Oas3_1Schema,
  type UserContext,
} from '@redocly/openapi-core';

export interface CatalogueError {
  status: number;
  server?: boolean;
}

export type Catalogue = Record<string, CatalogueError>;

export type Root = (Oas3Definition | Oas3_1Definition) & {
  'x-error-catalogue'?: Catalogue;
  'x-rate-limits'?: Record<string, { windows?: Record<string, { limit?: unknown; limits?: unknown }> }>;
};
export type Operation = Oas3Operation & {
  'x-errors'?: string[];
  'x-rate-limit'?: { policy: string; cost: number };
  'x-idempotency'?: { ttl: number };
  'x-events'?: string[];
  'x-background'?: boolean;
  'x-job'?: { get: string; status: string; ends: string[]; progress?: string; result?: string; cancel?: string };
  'x-pagination'?: string;
  'x-filter'?: Record<string, { field: string; operator: string }>;
  'x-sort'?: { fields: string[]; default: string; order: string };
  'x-access'?: string;
  'x-sunset'?: string;
  'x-deprecated-since'?: string;
  'x-successor'?: string;
};
export type Parameter = Oas3Parameter<Schema>;
export type Response = Oas3Response & { 'x-errors'?: string[] };
export type Schema = Oas3_1Schema;

/** A part of the contract and the file and line where it is written. */
export interface Place<T> {
  node: T;
  location: Location;
}

type Context = Pick<UserContext, 'resolve'>;

/** What stands at `location`, or what its `$ref` leads to; nothing if it leads nowhere, which `no-unresolved-refs` reports. */
export function follow<T extends object>(ctx: Context, node: unknown, location: Location): Place<T> | undefined {
  if (!isRef(node)) return isObject(node) ? { node: node as T, location } : undefined;

  const target = ctx.resolve<T>(node, location.source.absoluteRef);
  return isObject(target.node) && target.location ? { node: target.node, location: target.location } : undefined;
}

/** The entries of a map such as `responses` or `content`, each followed to where it is written. */
export function followEach<T extends object>(ctx: Context, map: unknown, location: Location): (Place<T> & { key: string })[] {
  const owner = follow<Record<string, unknown>>(ctx, map, location);
  const entries: (Place<T> & { key: string })[] = [];
  for (const [key, value] of Object.entries(owner?.node ?? {})) {
    const place = owner && !key.startsWith('x-') && follow<T>(ctx, value, owner.location.child(key));
    if (place) entries.push({ key, ...place });
  }
  return entries;
}

/** The key `name` of `node`, or `node` itself when the key is what is missing. */
export function keyIn({ node, location }: Place<object>, name: string): Location {
  return name in node ? location.child(name).key() : location.key();
}

/** The scopes that each security scheme offers: in `x-scopes`, or in the flows of OAuth 2.0. */
export function scopesOf(ctx: Context, root: Root, location: Location): Map<string, Map<string, Location>> {
  type Part = Record<string, unknown>;
  const components = follow<Part>(ctx, root.components, location.child('components'));
  const place = (components?.location ?? location).child('securitySchemes');

  const offered = new Map<string, Map<string, Location>>();
  for (const { key, ...scheme } of followEach<Part>(ctx, components?.node['securitySchemes'], place)) {
    const scopes = new Map<string, Location>();
    const flows = followEach<Part>(ctx, scheme.node['flows'], scheme.location.child('flows'));
    for (const [owner, name] of [[scheme, 'x-scopes'] as const, ...flows.map((flow) => [flow, 'scopes'] as const)]) {
      const map = follow(ctx, owner.node[name], owner.location.child(name));
      for (const scope of Object.keys(map?.node ?? {})) scopes.set(scope, (map ?? owner).location.child(scope).key());
    }
    offered.set(key, scopes);
  }
  return offered;
}

/** The codes that an operation or a response names in `x-errors`. */
export function codesOf(node: { 'x-errors'?: string[] }): string[] {
  return itemsOf(node['x-errors']);
}

/** Whether an error comes under a key of `responses`: its status, its class (`4XX`) or `default`. */
export function goesWith({ status }: CatalogueError, key: string): boolean {
  return [String(status), `${String(status)[0]}XX`, 'DEFAULT'].includes(key.toUpperCase());
}

/** Whether anybody may call the operation. Such a caller has no key, so nothing is refused or counted by one. */
export function isPublic({ security }: Operation): boolean {
  return Array.isArray(security) && security.length === 0;
}

/** Words as a sentence has them: `401`, `403` and `429`. */
export function list(names: string[], last = 'and'): string {
  return names.map((name) => `\`${name}\``).join(', ').replace(/, ([^,]*)$/, ` ${last} $1`);
}

export function isJson(mediaType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json *(?:;|$)/i.test(mediaType);
}

/** The keys of a map, the items of a list; none while something else stands there, which `struct` reports. */
export function keysOf(value: unknown): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

export function itemsOf<T>(value: T[] | undefined): T[] {
  return Array.isArray(value) ? value : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
