import type { Samples } from '../samples/samples.ts';
import type { Contract, Page } from './page.ts';

/** Makes the pages of a contract: of each operation, event, error code, schema and scope. */
export function contractPages(contract: Contract, samples: Samples): Page[] {
  return Object.entries(contract.operations).map(([operationId, { method, path }]) => ({
    id: `operations/${operationId}`,
    title: operationId,
    description: `${method.toUpperCase()} ${path}`,
    markdown: `\`${method.toUpperCase()} ${path}\`\n\n## Example\n\n\`\`\`sh\n${samples[operationId]?.curl ?? ''}\n\`\`\`\n`,
    label: operationId,
    group: 'operations' as const,
    section: path.split('/')[1] ?? '',
    operationId,
    facts: { method, path },
  }));
}
