/** A JSON Schema (draft 2020-12, as OpenAPI 3.1 has it). */
export interface Schema {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  unevaluatedProperties?: boolean | Schema;
  items?: Schema;
  prefixItems?: Schema[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  style?: string;
  explode?: boolean;
  schema?: Schema;
  content?: Record<string, MediaType>;
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown; $ref?: string }>;
}

export interface ResponseNode {
  headers?: Record<string, { required?: boolean; $ref?: string }>;
  content?: Record<string, MediaType>;
}

export interface OperationNode {
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> } | Reference;
  responses?: Record<string, ResponseNode | Reference>;
}

export interface Document {
  openapi: string;
  paths?: Record<string, { parameters?: (Parameter | Reference)[] } & Record<string, unknown>>;
  components?: { schemas?: Record<string, Schema> } & Record<string, unknown>;
}

export interface Reference {
  $ref: string;
}

/** Writes one step of a JSON Pointer (RFC 6901, section 3). */
export function escapeStep(step: string): string {
  return /[~/]/.test(step) ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}

/**
 * Follows a JSON Pointer in URI-fragment form (`#/components/schemas/Project`, RFC 6901, section 6).
 *
 * @throws Error when it leads nowhere
 */
export function follow(document: Document, pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => {
      if (!isObject(value) || !Object.hasOwn(value, step)) throw new Error(`The reference ${pointer} leads nowhere.`);
      return value[step];
    }, document);
}

/**
 * Gives the node, or what its reference leads to.
 *
 * @throws Error when a reference leads nowhere, out of the document, or in a circle
 */
export function resolve<Node extends object>(document: Document, node: Node | Reference): Node {
  let current: unknown = node;
  for (let hops = 0; isObject(current) && typeof current['$ref'] === 'string'; hops += 1) {
    if (!current['$ref'].startsWith('#/')) throw new Error(`The reference ${current['$ref']} leads out of the document.`);
    if (hops > 100) throw new Error(`The reference ${current['$ref']} leads in a circle.`);
    current = follow(document, current['$ref']);
  }
  return current as Node; // What stands at this place is the contract's promise, checked by its linter.
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
