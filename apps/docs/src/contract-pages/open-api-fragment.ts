import { dump } from 'js-yaml';
import type { OperationEntry } from './contract-index.ts';
import { block, blocks } from './markdown.ts';

/** The operation as the OpenAPI document has it, references included, in YAML. */
export function openApiFragment({ path, method, fragment, pathParameters }: OperationEntry): string {
  const item = { [path]: { ...(pathParameters.length > 0 && { parameters: pathParameters }), [method]: fragment } };
  return blocks(
    'As it stands in the contract ([YAML](/docs/openapi.yaml), [JSON](/docs/openapi.json)), for tools and agents; references lead into that document.',
    block('yaml', dump(item, { lineWidth: 120, noRefs: true })),
  );
}
