import { resolve, type OpenApiDocument, type Reference, type Schema } from '../document.ts';
import { sentences } from './doc-comment.ts';
import { limitsOf } from './limits.ts';
import { aliasOf } from './schema-type.ts';

/** Says what a body is, and what each of its properties may be, one to a line. */
export function bodyComment(document: OpenApiDocument, node: Schema | Reference): string[] {
  const schema = resolve<Schema>(document, node);
  const variants = schema.oneOf ?? schema.anyOf ?? [];
  const parts = variants.flatMap((variant) => ['', `${nameOf(variant)}:`].concat(properties(document, variant)));
  return [sentences(schema.description), ...properties(document, schema), ...parts];
}

function properties(document: OpenApiDocument, node: Schema | Reference): string[] {
  const { properties: own = {}, required, allOf = [] } = resolve<Schema>(document, node);
  const lines = Object.entries(own).map(([name, property]) => {
    const { description } = { ...resolve<Schema>(document, property), ...property };
    return `- \`${name}\`${required?.includes(name) ? '' : ' (optional)'}: ${sentences(description, limitsOf(document, property))}`.replace(/: $/, '');
  });
  return [...lines, ...allOf.flatMap((part) => properties(document, part))];
}

function nameOf(node: Schema | Reference): string {
  return '$ref' in node ? `\`${aliasOf(node.$ref.slice(node.$ref.lastIndexOf('/') + 1))}\`` : 'Or';
}
