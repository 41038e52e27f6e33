import type { ContractIndex } from './contract-index.ts';
import { follow, nameIn, type Content, type OpenApiDocument, type Schema } from './document.ts';

/**
 * Finds or makes an example of a schema: that of a body which is just this schema, the one of its name before others; else
 * its own, else one that is put together from its parts. Undefined when there is nothing to put together.
 */
export function schemaExamples({ document, operations }: ContractIndex): (name: string) => unknown {
  const whole = new Map<string, unknown>();
  const contents: Content[] = operations.flatMap(({ body, responses }) => [...(body ? [body.content] : []), ...responses.map(({ content = {} }) => content)]);
  for (const { schema, examples = {} } of contents.flatMap((content) => Object.values(content))) {
    if (schema?.$ref === undefined) continue;
    const ofItsName = examples[nameIn(schema.$ref)];
    const first = ofItsName ?? Object.values(examples)[0];
    if (first && (ofItsName || !whole.has(schema.$ref))) whole.set(schema.$ref, follow(document, first).value);
  }
  return (name) => {
    const $ref = `#/components/schemas/${name}`;
    return whole.get($ref) ?? compose(document, { $ref }, []);
  };
}

function compose(document: OpenApiDocument, node: Schema, above: readonly string[]): unknown {
  if (node.$ref !== undefined && above.includes(node.$ref)) return undefined;
  const path = node.$ref === undefined ? above : [...above, node.$ref];
  const schema = follow(document, node);
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice) return compose(document, choice, path);
  if (schema.properties) {
    const made = Object.entries(schema.properties).map(([name, property]) => [name, compose(document, property, path)] as const);
    return Object.fromEntries(made.filter(([, value]) => value !== undefined));
  }
  if (schema.items) return [compose(document, schema.items, path)].filter((item) => item !== undefined);
  return schema.enum?.[0] ?? schema.default;
}
