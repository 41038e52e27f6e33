import type { OpenApiDocument, Parameter } from '../document.ts';
import { bodyComment } from './body-comment.ts';
import type { ClientOperation } from './client-operation.ts';
import { sentences } from './doc-comment.ts';
import { limitsOf } from './limits.ts';

/**
 * Says of a function or method what the contract says of its operation: what it does, what it takes within which limits,
 * what it gives, which errors it throws, whether it is deprecated, and which page tells more.
 *
 * @param of what it is called on, as a function is: it stands first among the parameters
 */
export function operationComment(document: OpenApiDocument, operation: ClientOperation, of: readonly string[] = []): string[] {
  const { path, body, query } = operation.arguments;
  return [
    operation.summary && `${operation.summary.replace(/\.$/, '')}.`,
    '',
    operation.description,
    '',
    ...of,
    ...path.map(({ variable, parameter }) => `@param ${variable} ${parameterText(document, parameter)}`.trimEnd()),
    ...(body ? prefixed('@param body', bodyComment(document, body.schema)) : []),
    ...(query ? ['@param query', ...query.parameters.map((one) => `- \`${one.name}\`${one.required ? '' : ' (optional)'}: ${parameterText(document, one)}`)] : []),
    `@returns ${returns(operation)}`,
    ...operation.errors.map(({ name, entry: { status, title } }) => `@throws {${name}} ${status}: ${title}.`),
    ...deprecation(operation),
    ...(pageOf(document, operation.id) ?? []),
  ];
}

function parameterText(document: OpenApiDocument, { description, schema = {} }: Parameter): string {
  return sentences(description, limitsOf(document, schema));
}

function prefixed(tag: string, [first = '', ...rest]: string[]): string[] {
  return [`${tag} ${first}`.trimEnd(), ...rest];
}

function returns({ answer, isConditional }: ClientOperation): string {
  const nothing = answer.type === 'void' ? 'Nothing.' : answer.description;
  return sentences(nothing, isConditional ? 'With `ifNoneMatch`, undefined when that is still what there is.' : '');
}

function deprecation({ entry }: ClientOperation): string[] {
  if (!entry.deprecation) return [];
  const { sunset, successor } = entry.deprecation;
  return [`@deprecated It ends on ${sunset}. ${successor ? `Use \`${successor}\`.` : 'Use the one of the same name in the next version.'}`];
}

function pageOf(document: OpenApiDocument, operationId: string): string[] | undefined {
  const url = document.servers?.[0]?.url ?? '';
  return URL.canParse(url) ? [`@see ${new URL(url).origin}/docs/operations/${operationId}`] : undefined;
}
