import createRouter from 'find-my-way';
import type { CompiledOperation } from '../compile-operation.ts';
import { fail } from '../failure.ts';
import { LONGEST_URL } from './first-checks.ts';

/** The operation of a request, and its path parameters as text, percent-decoded. */
export interface Match {
  operation: CompiledOperation;
  params: Record<string, string>;
}

export interface Matcher {
  /**
   * Finds the operation of a method and a path.
   *
   * @throws Failure `not_found`, `method_not_allowed` with `Allow` (RFC 9110, 15.5.6), or `malformed_request`
   *   when the path's percent-encoding is broken (RFC 3986, 2.1)
   */
  match(method: string, path: string): Match;
  /** The methods that a path has, HEAD and OPTIONS included; empty when there is no such path. */
  methodsOf(path: string): string[];
}

/** Puts every operation into a radix tree, below its contract's base path, so that finding one costs the same however many there are. */
export function matcher(operations: readonly CompiledOperation[]): Matcher {
  const router = createRouter({ maxParamLength: LONGEST_URL });
  const methods = new Set<Uppercase<string>>();
  for (const operation of operations) {
    const method = operation.entry.method.toUpperCase() as 'GET'; // find-my-way lists the methods it knows; OpenAPI's are among them.
    methods.add(method);
    const { path, names } = template(operation.entry.path);
    router.on(method, operation.contract.basePath + path, unreachable, { operation, names });
  }

  const find = (method: string, path: string) => {
    const found = router.find(method as 'GET', path) as { store: Stored; params: Record<string, string> } | null;
    // `/projects/` is not a project without an id: a path parameter is never empty (OpenAPI 3.1, 4.8.12).
    return found && Object.values(found.params).includes('') ? null : found;
  };

  const methodsOf = (path: string): string[] => {
    const found = [...methods].filter((method) => find(method, path) !== null);
    if (found.length === 0) return [];
    return [...found, ...(found.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted();
  };

  return {
    methodsOf,
    match(method, path) {
      assertDecodable(path);
      const found = find(method === 'HEAD' ? 'GET' : method, path);
      if (found) {
        const { operation, names } = found.store;
        return { operation, params: Object.fromEntries(names.map((name, at) => [name, found.params[`p${at}`] ?? ''])) };
      }
      const allowed = methodsOf(path);
      if (allowed.length === 0) throw fail('not_found', { message: 'There is nothing at this path.' });
      throw fail('method_not_allowed', {
        message: `This path has no ${method.slice(0, 20)}; it has ${allowed.join(', ')}.`,
        headers: { Allow: allowed.join(', ') },
      });
    },
  };
}

interface Stored {
  operation: CompiledOperation;
  names: string[];
}

/** Rewrites `/a/{b_id}` as `/a/:p0`: names are OpenAPI's to choose, not the router's. */
function template(path: string): { path: string; names: string[] } {
  const names: string[] = [];
  const parts = path.split(/\{([^}]*)\}/);
  const written = parts.map((part, index) => {
    if (index % 2 === 0) return part.replaceAll(':', '::');
    const isWholeSegment = parts[index - 1]?.endsWith('/') && /^(?:$|\/)/.test(parts[index + 1] ?? '');
    // With a pattern of its own, the router does not take what follows for a part of the name.
    return `:p${names.push(part) - 1}${isWholeSegment ? '' : '([^/]+)'}`;
  });
  return { path: written.join(''), names };
}

function assertDecodable(path: string): void {
  if (!path.includes('%')) return;
  try {
    decodeURIComponent(path);
  } catch {
    throw fail('malformed_request', { message: 'The path has a percent-encoding that is not UTF-8.' });
  }
}

function unreachable(): never {
  throw new Error('The router only finds; it never calls.');
}
