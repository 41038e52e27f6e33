import { isObject, resolve, type OpenApiDocument, type Operation, type Reference, type Response, type Schema } from '../document.ts';

/** How the success of an operation is kept, to be the answer to the same request again. */
export interface Idempotency {
  /** Seconds. */
  ttl: number;
  /** Whether it holds a secret, so that it is kept encrypted. */
  sealed: boolean;
}

/** Reads `x-idempotency`; null for an operation that is carried out each time. */
export function idempotencyOf(document: OpenApiDocument, operation: Operation): Idempotency | null {
  const declared = operation['x-idempotency'];
  if (!declared) return null;
  const successes = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'));
  const schemas = successes.flatMap(([, response]) => schemasOf(resolve<Response>(document, response)));
  return { ttl: declared.ttl, sealed: schemas.some((schema) => holdsSecret(document, schema, new Set())) };
}

function schemasOf({ content = {} }: Response): (Schema | Reference)[] {
  return Object.values(content).flatMap(({ schema }) => schema ?? []);
}

/** Whether a `format: password` stands anywhere in a schema, whatever keyword leads there. */
function holdsSecret(document: OpenApiDocument, node: object, seen: Set<object>): boolean {
  const schema = resolve<object>(document, node);
  if (seen.has(schema)) return false;
  seen.add(schema);
  if ('format' in schema && schema.format === 'password') return true;
  return Object.entries(schema).some(([keyword, part]) => !VALUES.has(keyword) && isObject(part) && holdsSecret(document, part, seen));
}

/** Keywords that hold values and no schema. */
const VALUES = new Set(['example', 'examples', 'default', 'const', 'enum', 'discriminator']);
