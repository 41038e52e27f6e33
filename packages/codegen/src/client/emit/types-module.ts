import { resolve, type OpenApiDocument, type Schema } from '../../document.ts';
import type { ClientOperation } from '../client-operation.ts';
import { docComment, sentences } from '../doc-comment.ts';
import { mergeHeaders, type DeclaredHeader } from '../header-table.ts';
import { limitsOf } from '../limits.ts';
import { aliasOf } from '../schema-type.ts';

/** Writes an alias for each schema, the type of each query, and the declared headers of each answer. */
export function emitTypes(document: OpenApiDocument, operations: readonly ClientOperation[], contract: string): string {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, node]) => {
    const comment = docComment([sentences(resolve<Schema>(document, node).description, limitsOf(document, node))]);
    return `${comment}export type ${aliasOf(name)} = components['schemas']['${name}'];\n`;
  });
  const queries = operations.filter((one) => one.arguments.query).map(queryType);
  const used = [...(schemas.length > 0 ? ['components'] : []), ...(queries.length > 0 ? ['operations'] : [])];
  return `${used.length > 0 ? `import type { ${used.join(', ')} } from '${contract}/types';\n\n` : ''}${[
    ...schemas,
    ...queries,
    headersInterface(mergeHeaders(operations.flatMap(({ answer }) => answer.headers))),
    ...operations.map(headersType),
  ].join('\n')}`;
}

function queryType({ id, typeName, arguments: { query } }: ClientOperation): string {
  const place = `operations['${id}']['parameters']['query']`;
  return `/** What \`${id}\` can be asked for. */\nexport type ${typeName}Query = ${query?.required ? place : `NonNullable<${place}>`};\n`;
}

function headersInterface(headers: readonly DeclaredHeader[]): string {
  const members = headers.map(({ property, type, required, field, description }) => {
    return `${docComment([sentences(`\`${field}\`:`, description)], 2)}  ${property}${required ? '' : '?'}: ${type};\n`;
  });
  return `/** The response headers that the contract declares for answers that are no errors. */\nexport interface ResponseHeaders {\n${members.join('')}}\n`;
}

function headersType({ id, typeName, answer }: ClientOperation): string {
  const names = answer.headers.map(({ property }) => `'${property}'`).join(' | ') || 'never';
  return `/** The headers of what \`${id}\` answers. */\nexport type ${typeName}Headers = Pick<ResponseHeaders, ${names}>;\n`;
}
