import { deref, type Node } from './nodes.ts';
import type { Version } from './versions.ts';

/** A body that breaks its schema, and the faults that must be named, one for each thing that is wrong. */
export interface Violation {
  what: string;
  body: Record<string, unknown>;
  faults: { pointer: string; code: string }[];
}

interface Schema {
  type?: string | string[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, unknown>;
  oneOf?: unknown[];
  discriminator?: { propertyName: string };
  minProperties?: number;
  enum?: unknown[];
  format?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

/** Properties that only the server sets; a body that has one is refused like any it does not know. */
const SET_BY_SERVER = ['id', 'created_at', 'updated_at', 'password_hash', 'account_id', 'plan', '__proto__x'];
const WRONG_TYPE: Record<string, unknown> = { string: 42, integer: 'x', number: 'x', boolean: 'x', array: {}, object: [] };
const WRONG_FORMAT: Record<string, unknown> = { email: 'not an address', uri: 'https:// no uri', 'date-time': 'tomorrow' };

/** Breaks each keyword of a request body's schema in turn, and then two at once. */
export function violations(contract: Version['contract'], node: unknown, valid: Record<string, unknown>): Violation[] {
  const { schema, tag } = shapeOf(contract, node, valid);
  const found: Violation[] = [];
  for (const name of schema.required ?? []) {
    const { [name]: _left, ...body } = valid;
    found.push({ what: `without ${name}`, body, faults: [{ pointer: `/${name}`, code: 'required' }] });
  }
  if (tag) found.push({ what: `with an unknown ${tag}`, body: { ...valid, [tag]: 'nothing' }, faults: [{ pointer: `/${tag}`, code: 'discriminator' }] });
  for (const name of SET_BY_SERVER) {
    found.push({ what: `with ${name}`, body: { ...valid, [name]: 'x' }, faults: [{ pointer: `/${name}`, code: 'additionalProperties' }] });
  }
  if (schema.minProperties) found.push({ what: 'with nothing', body: {}, faults: [{ pointer: '', code: 'minProperties' }] });
  const broken = Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== tag)
    .flatMap(([name, property]) => breaks(merged(contract, property)).map(({ code, value }) => ({ name, code, value })));
  for (const { name, code, value } of broken) {
    found.push({ what: `${name} that breaks ${code}`, body: { ...valid, [name]: value }, faults: [{ pointer: `/${name}`, code }] });
  }
  const [first] = broken;
  if (first) {
    found.push({
      what: `two faults at once`,
      body: { ...valid, [first.name]: first.value, unknown: 1 },
      faults: [{ pointer: '/unknown', code: 'additionalProperties' }, { pointer: `/${first.name}`, code: first.code }],
    });
  }
  return found;
}

/** The schema that a valid body has: of several, the one that has its tag. */
function shapeOf(contract: Version['contract'], node: unknown, valid: Record<string, unknown>): { schema: Schema; tag?: string } {
  const schema = deref(contract, node) as Schema;
  const tag = schema.discriminator?.propertyName;
  if (tag === undefined) return { schema };

  const branches = (schema.oneOf ?? []).map((branch) => deref(contract, branch) as Schema);
  const own = branches.find(({ properties }) => (properties?.[tag] as Schema | undefined)?.const === valid[tag]);
  return { schema: own ?? {}, tag };
}

/** A schema and what stands beside its reference. */
function merged(contract: Version['contract'], property: unknown): Schema {
  return { ...deref(contract, property), ...(property as Schema & Node) };
}

function breaks({ type, enum: values, format, minLength, maxLength, pattern, minimum, maximum }: Schema): { code: string; value: unknown }[] {
  const types = [type ?? []].flat();
  const all: { code: string; value: unknown }[] = [];
  const main = types.find((one) => one !== 'null');
  if (main) all.push({ code: 'type', value: WRONG_TYPE[main] });
  if (main && !types.includes('null')) all.push({ code: 'type', value: null });
  if (values) all.push({ code: 'enum', value: `not-${String(values[0])}` });
  if (format && WRONG_FORMAT[format]) all.push({ code: 'format', value: WRONG_FORMAT[format] });
  if (minLength) all.push({ code: 'minLength', value: 'x'.repeat(minLength - 1) });
  if (maxLength) all.push({ code: 'maxLength', value: tooLong(format, maxLength) });
  if (pattern === '^(?!\\s+$)') all.push({ code: 'pattern', value: '   ' });
  if (pattern === '^https?://') all.push({ code: 'pattern', value: 'ftp://example.com/' });
  if (minimum !== undefined) all.push({ code: 'minimum', value: minimum - 1 });
  if (maximum !== undefined) all.push({ code: 'maximum', value: maximum + 1 });
  return all;
}

/** A text with just this fault, whatever its format. */
function tooLong(format: string | undefined, most: number): string {
  if (format === 'email') return `${'x'.repeat(60)}@${'example.'.repeat(most / 8)}com`;
  return format === 'uri' ? `https://example.com/${'x'.repeat(most)}` : 'x'.repeat(most + 1);
}
