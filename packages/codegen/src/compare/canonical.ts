import type { DocumentNode } from './document-node.ts';

/** Keywords that tell a reader something and a validator nothing. */
const ANNOTATIONS = new Set(['title', 'description', 'summary', 'example', 'examples', 'deprecated', '$comment', 'externalDocs']);

/** A JSON value as text that is the same for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (isObject(member) ? Object.fromEntries(Object.entries(member).toSorted(byKey)) : member)) ?? 'undefined';
}

/** A schema as text that is the same for schemas that say the same in the same words, references followed and annotations left out. */
export function canonicalSchema(node: DocumentNode, above: readonly string[] = []): string {
  if (above.includes(node.pointer)) return `"back ${above.length - above.indexOf(node.pointer)}"`;
  const path = [...above, node.pointer];
  const target = node.target();
  if (Array.isArray(node.value)) return `[${node.elements().map((element) => canonicalSchema(element, path)).join(',')}]`;
  if (!isObject(node.value)) return canonical(node.value);
  const members = Object.keys(node.value)
    .filter((key) => key !== '$ref' && !ANNOTATIONS.has(key) && !key.startsWith('x-'))
    .toSorted()
    .flatMap((key) => {
      const member = node.child(key);
      return member ? [`${JSON.stringify(key)}:${canonicalSchema(member, path)}`] : [];
    });
  return `{${[...(target ? [`"$ref":${canonicalSchema(target, path)}`] : []), ...members].join(',')}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
