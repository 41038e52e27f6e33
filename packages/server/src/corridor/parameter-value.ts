import type { Schema } from '../document.ts';

/** A parameter's value, or what is wrong with its text. */
export type Read = { value: unknown } | { code: string; message: string; step?: string };

/** JSON's own grammar of numbers (RFC 8259, section 6): no `0x10`, no `+5`, no spaces. */
const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Reads one text as the schema's type says; a schema without a type takes it as a string.
 *
 * @param types the schema's types; the first one that the text fits counts
 */
export function readScalar(text: string, types: readonly string[]): Read {
  if (text.includes('\0')) return { code: 'nul', message: 'must not hold the character U+0000' };
  for (const type of types) {
    if (type === 'integer' && INTEGER.test(text) && Number.isSafeInteger(Number(text))) return { value: Number(text) };
    if (type === 'number' && NUMBER.test(text) && Number.isFinite(Number(text))) return { value: Number(text) };
    if (type === 'boolean' && (text === 'true' || text === 'false')) return { value: text === 'true' };
    if (type === 'string') return { value: text };
  }
  const wanted = types.filter((type) => type !== 'null');
  return wanted.length === 0 ? { value: text } : { code: 'type', message: `must be ${wanted.join(' or ')}` };
}

/** Reads the items of a list, each by the schema of the items. */
export function readList(texts: readonly string[], items: Schema | undefined, resolve: (schema: Schema) => Schema): Read {
  const types = typesOf(items ? resolve(items) : {});
  const values: unknown[] = [];
  for (const [index, text] of texts.entries()) {
    const read = readScalar(text, types);
    if (!('value' in read)) return { ...read, step: String(index) };
    values.push(read.value);
  }
  return { value: values };
}

/** Reads the properties of an object, each by its schema; what has none is kept as text, for the schema to refuse. */
export function readObject(
  texts: Iterable<readonly [string, string]>,
  schema: Schema,
  resolve: (schema: Schema) => Schema,
): Read {
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, text] of texts) {
    if (name in value) return { code: 'repeated', message: 'must be given once', step: name };
    const property = schema.properties?.[name];
    const read = readScalar(text, property ? typesOf(resolve(property)) : ['string']);
    if (!('value' in read)) return { ...read, step: name };
    if (name.includes('\0')) return { code: 'nul', message: 'must not be called with the character U+0000', step: name };
    value[name] = read.value;
  }
  return { value: { ...value } };
}

/** The types that a schema allows, as a list. */
export function typesOf({ type }: Schema): readonly string[] {
  if (type === undefined) return [];
  return typeof type === 'string' ? [type] : type;
}
