import { breaking, note, type Change } from '../../finding.ts';
import { nameOf, type Pair, type SchemaCheck } from '../pair.ts';
import { closedAt, propertiesOf, requiredOf } from '../parts.ts';

/** Which properties an object has, which it must have, and whether it may have others. */
export const properties: SchemaCheck = (pair) => (pair.direction === 'request' ? narrowed(pair) : widened(pair));

function* narrowed(pair: Pair): Iterable<Change> {
  const [before, after] = [propertiesOf(pair.base), propertiesOf(pair.head)];
  const wasRequired = requiredOf(pair.base);
  for (const [name, at] of requiredOf(pair.head)) {
    if (wasRequired.has(name)) continue;
    const state = before.has(name) ? 'is now required' : 'is new and required';
    yield breaking(at, `${propertyName(pair, name)} ${state}; a request without it is refused.`);
  }

  const closed = closedAt(pair.head);
  if (closed && !closedAt(pair.base)) yield breaking(closed, `${nameOf(pair)} no longer takes properties that are not described; a request with one is refused.`);
  for (const [name, parts] of before) {
    if (after.has(name)) continue;
    const at = parts[0] ?? pair.at;
    yield closed
      ? breaking(at, `${propertyName(pair, name)} is gone; a request with it is refused.`)
      : note(at, `${propertyName(pair, name)} is no longer described, and no longer checked.`);
  }
}

function* widened(pair: Pair): Iterable<Change> {
  const [before, after] = [propertiesOf(pair.base), propertiesOf(pair.head)];
  for (const [name, parts] of before) {
    if (!after.has(name)) yield breaking(parts[0] ?? pair.at, `${propertyName(pair, name)} is gone, and callers that read it find nothing.`);
  }
  const isRequired = requiredOf(pair.head);
  for (const [name, at] of requiredOf(pair.base)) {
    const gone = before.has(name) && !after.has(name);
    if (!isRequired.has(name) && !gone) yield breaking(at, `${propertyName(pair, name)} was always there and no longer is, so callers that read it can find nothing.`);
  }

  if (!closedAt(pair.base)) return;
  for (const [name, parts] of after) {
    if (!before.has(name)) yield note(parts[0] ?? pair.at, `${propertyName(pair, name)} is new in an object that was said to have no others.`);
  }
}

function propertyName(pair: Pair, name: string): string {
  return nameOf({ ...pair, path: pair.path === '' ? name : `${pair.path}.${name}` });
}
