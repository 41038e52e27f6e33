import { follow, nameIn, type OpenApiDocument, type Schema } from './document.ts';
import { schemaLink } from './links.ts';
import { count, inWords, prose, value } from './markdown.ts';

const JSON_TYPES = 6;
/** A list of more values than this stands on the page of its schema only. */
const MOST_VALUES = 8;
/** An example that is longer stands in the example of the whole object only. */
const LONGEST_EXAMPLE = 60;

/** What kind of value a schema is of, as Markdown: `string or null`, or an object's name with a link to its page. */
export function typeOf(document: OpenApiDocument, node: Schema): string {
  if (node.$ref === undefined) return ownType(node, (part) => typeOf(document, part));
  const name = nameIn(node.$ref);
  const schema = follow(document, node);
  return isNamed(schema) ? schemaLink(name) : schemaLink(name, ownType(schema, (part) => wordsOf(document, part)));
}

/** The same as text without links, for where a link is around it. */
function wordsOf(document: OpenApiDocument, node: Schema): string {
  const schema = follow(document, node);
  return node.$ref !== undefined && isNamed(schema) ? nameIn(node.$ref) : ownType(schema, (part) => wordsOf(document, part));
}

function ownType({ type, items, const: only, enum: values, oneOf, anyOf, allOf }: Schema, typeOfPart: (part: Schema) => string): string {
  const parts = oneOf ?? anyOf;
  if (parts) return inWords([...new Set(parts.map(typeOfPart))], 'or');
  if (allOf) return inWords(allOf.map(typeOfPart));
  const types = type ?? [...new Set([only, ...(values ?? [])].filter((one) => one !== undefined).map(kindOf))];
  const kinds = typeof types === 'string' ? [types] : types;
  if (kinds.length === 0 || kinds.length === JSON_TYPES) return 'any JSON value';
  return inWords(kinds.map((kind) => (kind === 'array' && items ? `array of ${typeOfPart(items)}` : kind)), 'or');
}

/** Whether readers know it by its name rather than by its kind: objects and choices between them. */
function isNamed({ type, oneOf, anyOf, allOf }: Schema): boolean {
  return type === 'object' || (oneOf ?? anyOf ?? allOf) !== undefined;
}

function kindOf(json: unknown): string {
  if (json === null) return 'null';
  return Array.isArray(json) ? 'array' : typeof json;
}

/**
 * What a value may be, in sentences: values, sizes, format, default and an example. Empty when it may be anything.
 *
 * @param isWhole whether a long list of values is told in full
 */
export function limitsOf(document: OpenApiDocument, node: Schema, isWhole = false): string {
  const schema = follow(document, node);
  const item = schema.items && follow(document, schema.items);
  const sentences = [
    valuesOf(schema, node.$ref, isWhole),
    item && !isNamed(item) && valuesOf(item, schema.items?.$ref ?? node.$ref, isWhole, 'Each is'),
    range(schema.minLength, schema.maxLength, 'character'),
    range(schema.minItems, schema.maxItems, 'item'),
    schema.uniqueItems && 'No two alike.',
    range(schema.minimum, schema.maximum),
    schema.exclusiveMinimum !== undefined && `More than ${number(schema.exclusiveMinimum)}.`,
    schema.exclusiveMaximum !== undefined && `Less than ${number(schema.exclusiveMaximum)}.`,
    schema.multipleOf !== undefined && `A multiple of ${number(schema.multipleOf)}.`,
    schema.format !== undefined && schema.format !== 'password' && `Format ${value(schema.format)}.`,
    schema.pattern !== undefined && `Pattern ${value(schema.pattern)}.`,
    schema.default !== undefined && `Default ${value(schema.default)}.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

/** An example in a sentence; empty where the values say it already, or where it is long. */
export function exampleOf(document: OpenApiDocument, node: Schema, given?: unknown): string {
  const schema = follow(document, node);
  const example = given ?? schema.examples?.[0];
  if (example === undefined || example === null || schema.enum || schema.const !== undefined || schema.type === 'boolean') return '';
  const text = value(example);
  return text.length > LONGEST_EXAMPLE || example === schema.default ? '' : `Example ${text}.`;
}

/** All that is to be said of a value, in one cell. */
export function meaningOf(document: OpenApiDocument, node: Schema, { description = follow(document, node).description, example }: { description?: string | undefined; example?: unknown } = {}): string {
  return [prose(description ?? ''), limitsOf(document, node), exampleOf(document, node, example)].filter(Boolean).join(' ');
}

function valuesOf({ enum: values, const: only }: Schema, $ref: string | undefined, isWhole: boolean, begin?: string): string {
  if (only !== undefined) return `${begin ?? 'Always'} ${value(only)}.`;
  const shown = values?.filter((one) => one !== null);
  if (!shown || shown.length === 0) return '';
  if (shown.length > MOST_VALUES && !isWhole && $ref !== undefined) return `${begin ?? 'One of'}${begin === undefined ? '' : ' one of'} ${schemaLink(nameIn($ref), `${shown.length} values`)}.`;
  if (shown.length === 1) return `${begin ?? 'Always'} ${value(shown[0])}.`;
  return `${begin === undefined ? 'One of' : `${begin} one of`} ${shown.map(value).join(', ')}.`;
}

function range(least: number | undefined, most: number | undefined, unit?: string): string {
  const amount = (size: number) => (unit === undefined ? number(size) : count(size, unit));
  if (most === undefined) return least === undefined || (least === 0 && unit !== undefined) ? '' : `At least ${amount(least)}.`;
  if (least === undefined || (least === 0 && unit !== undefined)) return `At most ${amount(most)}.`;
  return least === most ? `Exactly ${amount(most)}.` : `${number(least)} to ${amount(most)}.`;
}

function number(size: number): string {
  return size.toLocaleString('en-GB');
}
