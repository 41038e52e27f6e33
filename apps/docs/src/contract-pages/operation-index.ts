import type { ContractIndex, OperationEntry } from './contract-index.ts';
import { operationLink } from './links.ts';
import { blocks, capital, code, prose, section, table } from './markdown.ts';
import type { Page } from './page.ts';

/** The list of all operations, by tag. */
export function operationIndex({ operations, tags }: ContractIndex): Page {
  const parts = tags.map(({ name, description = '' }) => {
    const inside = operations.filter(({ tag }) => tag === name);
    return inside.length > 0 && section(`## ${capital(name)}`, prose(description), table(['Operation', 'What it does'], inside.map(rowOf)));
  });
  return {
    id: 'operations',
    title: 'Operations',
    description: `The ${operations.length} operations of the API, by what they are about.`,
    markdown: blocks('Everything that the API can do, by what it is about. Each page has the parameters, answers and errors of one operation, and an example that was run.', ...parts),
    label: 'All operations',
    group: 'operations',
  };
}

function rowOf({ id, method, path, summary, stability, deprecation }: OperationEntry): string[] {
  const marks = [deprecation && '(deprecated)', stability !== 'stable' && `(${stability})`].filter(Boolean);
  return [operationLink(id), [`${prose(summary)}:`, code(`${method.toUpperCase()} ${path}`), ...marks].join(' ')];
}
