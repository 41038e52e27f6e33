import type { Oas3Rule } from '@redocly/openapi-core';
import { isObject } from './contract.ts';

/**
 * A contract that is being typed is full of empty places (`get:` with nothing below yet). `struct` speaks about them;
 * a rule is shown what is an object or a list, so that it need not ask.
 */
export function wellFormed(rule: Oas3Rule): Oas3Rule {
  return (options) => guard(rule(options)) as ReturnType<Oas3Rule>;
}

function guard(visitor: unknown): unknown {
  if (typeof visitor === 'function') {
    return (node: unknown, ...rest: unknown[]) => (isObject(node) || Array.isArray(node) ? visitor(node, ...rest) : undefined);
  }
  if (!isObject(visitor)) return visitor;
  return Object.fromEntries(Object.entries(visitor).map(([name, value]) => [name, guard(value)]));
}
