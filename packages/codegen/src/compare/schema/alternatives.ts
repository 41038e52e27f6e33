import type { DocumentNode } from '../document-node.ts';
import { keyword, partsOf, propertiesOf, typesOf, valuesOf, type Parts } from './parts.ts';

/** One of the ways in which a value can fit a schema that has `oneOf` or `anyOf`. */
export interface Alternative {
  /** The branch, with all that the schema says beside its branches. */
  parts: Parts;
  /** Where the branch stands; undefined when the schema has no branches. */
  branch: DocumentNode | undefined;
  /** What it is told from the others by: its constant properties, else the component that it is. */
  tag: string | undefined;
}

/** Lists the alternatives of a schema: one, when it has no branches. */
export function alternativesOf(parts: Parts): Alternative[] {
  return expand(parts, new Set(), undefined);
}

/** The same with null as an alternative of its own, to set `type: [string, 'null']` beside `anyOf: [string, null]`. */
export function withNullApart(alternatives: readonly Alternative[]): Alternative[] {
  return alternatives.flatMap(withoutNull);
}

function expand(parts: Parts, taken: ReadonlySet<string>, branch: DocumentNode | undefined): Alternative[] {
  const union = [...keyword(parts, 'oneOf'), ...keyword(parts, 'anyOf')].find(({ pointer }) => !taken.has(pointer));
  if (!union) return [{ parts, branch, tag: tagOf(parts, branch) }];
  const present = new Set(parts.map(({ pointer }) => pointer));
  return union.elements().flatMap((one) => {
    const more = partsOf(one).filter(({ pointer }) => !present.has(pointer));
    return expand([...parts, ...more], new Set([...taken, union.pointer]), branch ?? one);
  });
}

function tagOf(parts: Parts, branch: DocumentNode | undefined): string | undefined {
  const constants = [...propertiesOf(parts)].flatMap(([name, property]) => {
    const values = valuesOf(property);
    return values?.length === 1 ? [`${name} ${values[0]}`] : [];
  });
  return constants.length > 0 ? constants.toSorted().join(', ') : branch?.text('$ref')?.replace(/^.*\//, '');
}

function withoutNull(alternative: Alternative): Alternative[] {
  const types = typesOf(alternative.parts);
  const [first] = alternative.parts;
  if (!first || !types.has('null') || types.size === 7) return [alternative];
  const isNull = { ...alternative, parts: [first.as({ type: 'null' })], tag: 'null' };
  const rest = { ...alternative, parts: [...alternative.parts, first.as({ type: [...types].filter((type) => type !== 'null') })] };
  const allowsNull = valuesOf(alternative.parts)?.includes('null') ?? true;
  return [...(types.size > 1 ? [rest] : []), ...(allowsNull ? [isNull] : [])];
}
