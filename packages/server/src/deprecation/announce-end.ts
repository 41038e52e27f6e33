import type { CompiledOperation } from '../compile-operation.ts';
import { link } from '../list/link.ts';

/**
 * Tells on every answer of a deprecated operation since when and until when it is that, and in `Link` what takes its
 * place (`successor-version`, RFC 5829), with the request's own path parameters.
 */
export function announceEnd({ ending }: CompiledOperation, params: Readonly<Record<string, string>>): Record<string, string> {
  if (!ending) return {};
  const { headers, successor } = ending;
  if (successor === undefined) return { ...headers };
  const path = successor.replaceAll(/\{([^}]*)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return { ...headers, Link: link(path, 'successor-version') };
}
