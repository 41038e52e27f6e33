import type { OpenApiDocument } from '../../document.ts';
import { docComment, sentences } from '../doc-comment.ts';
import { errorClasses, type CodeClass, type StatusClass } from '../error-classes.ts';

/** Writes the classes of the contract's errors, and a list of all of them. Nothing in it has an effect, so that what is not used can be left out. */
export function emitErrors(document: OpenApiDocument): string {
  const { statuses, codes } = errorClasses(document);
  if (codes.length === 0) return `import type { ErrorClass } from '../core/operation.ts';\n\nexport const errors: readonly ErrorClass[] = [];\n`;
  const all = [...statuses, ...codes].map(({ name }) => `  ${name},`).join('\n');
  return `import { ApiError } from '../core/api-error.ts';
import type { ErrorClass } from '../core/operation.ts';

${[...statuses.map(statusClass), ...codes.map(codeClass)].join('\n')}
/** Every class, for the codes that an operation does not declare. */
export const errors: readonly ErrorClass[] = [
${all}
];
`;
}

function statusClass({ name, status, phrase }: StatusClass): string {
  return `${docComment([`${status} ${phrase}.`])}export class ${name} extends ApiError {
  static override readonly name: string = '${name}';
  static override readonly status = ${status};
  declare readonly status: ${status};
}
`;
}

function codeClass({ name, code, parent, entry }: CodeClass): string {
  const comment = docComment([`${entry.status} \`${code}\`: ${entry.title}.`, '', sentences(entry.cause, entry.remedy)]);
  return `${comment}export class ${name} extends ${parent} {
  static override readonly name = '${name}';
  static override readonly code = '${code}';
${entry.retryable ? '  static override readonly retryable = true;\n' : ''}  declare readonly code: '${code}';
}
`;
}
