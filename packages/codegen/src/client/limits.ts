import { resolve, type OpenApiDocument, type Reference, type Schema } from '../document.ts';

/** Says in words what a value may be, as its schema says it: `1 to 100 characters. Default: "a".`; empty when it says nothing. */
export function limitsOf(document: OpenApiDocument, node: Schema | Reference): string {
  const schema: Schema = { ...resolve<Schema>(document, node), ...node };
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  return [
    values && `${values.length === 1 ? 'Always' : 'One of'} ${values.map(code).join(', ')}.`,
    range(schema.minLength, schema.maxLength, 'character'),
    range(schema.minItems, schema.maxItems, 'item'),
    range(schema.minimum, schema.maximum),
    schema.exclusiveMinimum !== undefined && `More than ${schema.exclusiveMinimum}.`,
    schema.exclusiveMaximum !== undefined && `Less than ${schema.exclusiveMaximum}.`,
    schema.format && `Format: ${schema.format}.`,
    schema.pattern !== undefined && `Matches \`${schema.pattern}\`.`,
    schema.default !== undefined && `Default: ${code(schema.default)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function range(least: number | undefined, most: number | undefined, unit?: string): string | false {
  if (least === undefined && most === undefined) return false;
  const units = unit === undefined ? '' : ` ${unit}${(most ?? least) === 1 ? '' : 's'}`;
  if (most === undefined) return `At least ${least}${units}.`;
  if (least === undefined || (least === 0 && unit !== undefined)) return `At most ${most}${units}.`;
  return least === most ? `Exactly ${most}${units}.` : `${least} to ${most}${units}.`;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
