import type { DocumentNode } from '../document-node.ts';
import { breaking, type Change } from '../finding.ts';
import type { Operation } from '../operations.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import type { Check } from './check.ts';
import { compareContents } from './contents.ts';

/** Parameters: none is lost, none is newly needed, and each is written as it was. */
export const parameters: Check = function* ({ base, head }) {
  const [before, after] = [parametersOf(base), parametersOf(head)];
  // Where the path has changed its parameters are told by the new path.
  const relevant = ([, { place }]: [string, Parameter]) => base.path === head.path || place !== 'path';
  for (const [key, one] of [...before].filter(relevant)) {
    const other = after.get(key);
    if (other) yield* compareParameter(one, other);
    else yield lost(one, [...after.values()]);
  }
  for (const [key, { node, label }] of [...after].filter(relevant)) {
    if (!before.has(key) && isTrue(node, 'required')) yield breaking(node, `${label} is new and required; a request without it is refused.`);
  }
};

/** A parameter of an operation, and what to call it: the query parameter `page`. */
export interface Parameter {
  node: DocumentNode;
  name: string;
  place: string;
  label: string;
}

/** The parameters of the operation and of its path, by place and name, of which the operation's own come first (OpenAPI 3.1, Path Item Object). */
export function parametersOf({ node, item }: Operation): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const written of [item, node].flatMap((one) => one.child('parameters')?.elements() ?? [])) {
    const parameter = written.followed();
    const [name, place] = [parameter.text('name') ?? '', parameter.text('in') ?? ''];
    const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`;
    found.set(key, { node: parameter, name, place, label: `The ${place} parameter \`${name}\`` });
  }
  return found;
}

function lost({ node, name, label }: Parameter, others: Parameter[]): Change {
  const moved = others.find((other) => other.name === name);
  if (moved) return breaking(moved.node.child('in') ?? moved.node, `${label} has become a ${moved.place} parameter; a request with it where it was is refused.`);
  return breaking(node, `${label} is gone; a request with it is refused, as every unknown parameter is.`);
}

function* compareParameter({ node: before, place }: Parameter, { node: after, label, name }: Parameter): Iterable<Change> {
  if (isTrue(after, 'required') && !isTrue(before, 'required')) {
    yield breaking(after.child('required') ?? after, `${label} is now required; a request without it is refused.`);
  }
  for (const [what, read] of WRITING) {
    const [was, is] = [read(before, place), read(after, place)];
    if (was !== is) yield breaking(after.child(what) ?? after, `${label} had the ${what} ${was} and has ${is}; a request that writes it as before is misread.`);
  }
  if (isTrue(before, 'allowEmptyValue') && !isTrue(after, 'allowEmptyValue')) yield breaking(after, `${label} can no longer be empty; a request with it empty is refused.`);

  const whole = `the ${place} parameter \`${name}\``;
  if (before.get('content') ?? after.get('content')) yield* compareContents(before, after, 'request', whole);
  else yield* compareSchemas(before.child('schema'), after.child('schema'), 'request', whole, after);
}

/** How the value is written, with what holds when nothing is said (OpenAPI 3.1, Parameter Object). */
const WRITING: [string, (parameter: DocumentNode, place: string) => string][] = [
  ['style', styleOf],
  ['explode', (parameter, place) => String(parameter.child('explode')?.value ?? styleOf(parameter, place) === 'form')],
];

function styleOf(parameter: DocumentNode, place: string): string {
  return parameter.text('style') ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
}

function isTrue(node: DocumentNode, key: string): boolean {
  return node.child(key)?.value === true;
}
