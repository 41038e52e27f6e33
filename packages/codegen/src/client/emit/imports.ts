import type { OpenApiDocument } from '../../document.ts';
import type { ClientOperation } from '../client-operation.ts';
import { aliasOf } from '../schema-type.ts';

/** What generated code uses of core/operation.ts. */
const CORE = [
  'ApiPromise',
  'CallOptions',
  'HeaderTable',
  'KeyOption',
  'ListPromise',
  'MatchOption',
  'NoneMatchOption',
  'NotModified',
  'Operation',
  'OperationCalls',
  'Wait',
  'WaitOptions',
];

/** Writes the imports of the types that a module names, and of no others. */
export function importTypes(code: string, document: OpenApiDocument, operations: readonly ClientOperation[], contract: string): string {
  const words = new Set(code.replaceAll(/\/\*\*[\s\S]*?\*\/|'[^'\n]*'|"[^"\n]*"/g, '').match(/[\w$]+/g));
  const own = [
    ...Object.keys(document.components?.schemas ?? {}).map(aliasOf),
    ...operations.flatMap(({ typeName }) => [`${typeName}Query`, `${typeName}Headers`]),
  ];
  return [
    importLine(['operations'].filter((name) => words.has(name)), `${contract}/types`),
    importLine(CORE.filter((name) => words.has(name)), '../core/operation.ts'),
    importLine(own.filter((name) => words.has(name)).toSorted(), './types.gen.ts'),
  ].join('');
}

function importLine(names: readonly string[], from: string): string {
  if (names.length === 0) return '';
  const line = `import type { ${names.join(', ')} } from '${from}';\n`;
  return line.length <= 160 ? line : `import type {\n${names.map((name) => `  ${name},`).join('\n')}\n} from '${from}';\n`;
}
