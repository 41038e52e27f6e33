/** A schema of JSON Schema 2020-12, as far as the contract uses it; `$ref` may have neighbours, which win. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  discriminator?: { propertyName: string };
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  examples?: readonly unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
}

export interface Example {
  $ref?: string;
  summary?: string;
  value?: unknown;
}

export interface MediaType {
  schema?: Schema;
  examples?: Readonly<Record<string, Example>>;
}

export type Content = Readonly<Record<string, MediaType>>;

export interface Header {
  $ref?: string;
  description?: string;
  required?: boolean;
  schema?: Schema;
}

export interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  description?: string;
  required?: boolean;
  schema?: Schema;
  example?: unknown;
}

export interface Response {
  $ref?: string;
  description?: string;
  headers?: Readonly<Record<string, Header>>;
  content?: Content;
  'x-errors'?: readonly string[];
}

/** An operation, or the request that an event is. */
export interface OperationObject {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: readonly string[];
  deprecated?: boolean;
  parameters?: readonly Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses?: Readonly<Record<string, Response>>;
  'x-background'?: boolean;
}

type PathItem = { parameters?: readonly Parameter[] } & Readonly<Record<string, OperationObject>>;

/** The bundled document: it refers to nothing outside of itself. */
export interface OpenApiDocument {
  info: { title: string; version: string; summary?: string; description?: string };
  servers?: readonly { url: string; description?: string }[];
  tags?: readonly { name: string; description?: string }[];
  paths: Readonly<Record<string, PathItem>>;
  webhooks?: Readonly<Record<string, { post?: OperationObject }>>;
  components: {
    schemas?: Readonly<Record<string, Schema>>;
    examples?: Readonly<Record<string, Example>>;
  };
}

/**
 * Follows a reference to its end (RFC 6901). What stands beside a `$ref` wins over what it leads to.
 *
 * @throws Error that names a reference that leads nowhere
 */
export function follow<T extends { $ref?: string }>(document: OpenApiDocument, node: T): T {
  const { $ref, ...beside } = node;
  if ($ref === undefined) return node;
  const steps = $ref.replace(/^#\//, '').split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
  if (found === undefined) throw new Error(`The contract has nothing at ${$ref}.`);
  return { ...follow(document, found as T), ...beside }; // A bundle refers to what is of the same kind.
}

/** The last step of a reference: the name of the component. */
export function nameIn($ref: string): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}
