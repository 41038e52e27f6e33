import { follow, nameIn, type OpenApiDocument, type Schema } from './document.ts';
import { blocks, code, inWords, prose, section, table } from './markdown.ts';
import { meaningOf, typeOf } from './schema-words.ts';
import { schemaLink } from './links.ts';

export interface View {
  /** A request is told what it must have; of an answer, what it may lack. */
  of: 'request' | 'answer';
  /** Whether the properties of objects that have a page of their own are shown here too. */
  isDeep: boolean;
}

/** An object's properties as a table; those of objects inside it under their path, `config.timeout` or `inputs[].n`. */
export function propertyTable(document: OpenApiDocument, node: Schema, view: View): string {
  return table(['Name', 'Type', 'Meaning'], rowsOf(document, node, view, '', []));
}

/**
 * What a body is: the rules for it as a whole and its properties; for a choice between objects, those of each under a
 * heading of its own.
 *
 * @param level of those headings
 */
export function bodyOf(document: OpenApiDocument, node: Schema, view: View, level: number): string {
  const schema = follow(document, node);
  const choices = schema.oneOf ?? schema.anyOf;
  if (!choices) return blocks(rulesOf(schema, view), propertyTable(document, node, view));

  const property = schema.discriminator?.propertyName;
  const names = inWords(choices.map((choice) => typeOf(document, choice)), 'or');
  return blocks(
    property === undefined ? `One of ${names}.` : `${names}: ${code(property)} says which.`,
    ...choices.map((choice) => section(`${'#'.repeat(level)} ${headingOf(document, choice, property)}`, prose(follow(document, choice).description ?? ''), bodyOf(document, choice, view, level + 1))),
  );
}

function headingOf(document: OpenApiDocument, choice: Schema, property: string | undefined): string {
  const only = property === undefined ? undefined : follow(document, choice).properties?.[property]?.const;
  const name = choice.$ref === undefined ? 'Another' : code(nameIn(choice.$ref));
  return property === undefined || only === undefined ? name : `${code(property)}: ${code(String(only))}`;
}

function rulesOf({ additionalProperties, minProperties }: Schema, { of }: View): string {
  const rules = [
    minProperties !== undefined && minProperties > 0 && `At least ${minProperties === 1 ? 'one property' : `${minProperties} properties`}.`,
    additionalProperties === false && of === 'request' && 'Properties that are not listed are refused.',
    additionalProperties === true && 'It can have other properties too.',
  ];
  return rules.filter(Boolean).join(' ');
}

function rowsOf(document: OpenApiDocument, node: Schema, view: View, prefix: string, above: readonly string[]): string[][] {
  const { properties = {}, required = [] } = follow(document, node);
  const path = node.$ref === undefined ? above : [...above, node.$ref];
  return Object.entries(properties).flatMap(([name, property]) => {
    const isRequired = required.includes(name);
    const mark = view.of === 'request' ? isRequired && ' **required**' : !isRequired && ' **can be absent**';
    const inside = insideOf(document, property, view, path);
    const row = [`${code(prefix + name)}${mark || ''}`, typeOf(document, property), meaningOf(document, property)];
    return inside ? [row].concat(rowsOf(document, inside.node, view, `${prefix}${name}${inside.suffix}.`, path)) : [row];
  });
}

/** The object whose properties are shown below a property, if it is one or a list of them, and not one that it is inside of. */
function insideOf(document: OpenApiDocument, property: Schema, { isDeep }: View, above: readonly string[]): { node: Schema; suffix: string } | undefined {
  const schema = follow(document, property);
  const isOwn = (node: Schema) => node.$ref === undefined || (isDeep && !above.includes(node.$ref));
  if (!isOwn(property)) return undefined;
  if (schema.properties) return { node: property, suffix: '' };
  return schema.items && isOwn(schema.items) && follow(document, schema.items).properties ? { node: schema.items, suffix: '[]' } : undefined;
}

/** The schema of a body in a sentence: its media type and its name. */
export function namedBody(document: OpenApiDocument, type: string, node: Schema | undefined): string {
  if (!node) return code(type);
  const name = node.$ref === undefined ? undefined : schemaLink(nameIn(node.$ref));
  return `${code(type)}, ${name ?? typeOf(document, node)}`;
}
