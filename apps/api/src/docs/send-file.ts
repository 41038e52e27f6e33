import { extname } from 'node:path';
import type { Request, Response } from 'express';
import type { BuiltPart } from './built-part.ts';

const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** What Express has no type for, or another one. */
const TYPES: Readonly<Record<string, string>> = {
  '.md': 'text/markdown; charset=utf-8',
  '.yaml': 'application/yaml',
  '.txt': 'text/plain; charset=utf-8',
};

/** What has a digest of its content in its name, and so never changes. */
const IMMUTABLE = /^_astro\/|^pagefind\/(?:fragment|index)\//;

/**
 * Sends a file of a part, compressed where the build has compressed it and the caller takes that, with what a cache needs:
 * 304 to whoever has it, `Vary`, and a year for what never changes.
 *
 * @param vary what the choice of this file depended on
 */
export function sendFile(request: Request, response: Response, { root, files, tag }: BuiltPart, file: string, vary: readonly string[] = []): void {
  const present = ENCODINGS.filter(([, ending]) => files.has(file + ending));
  const taken = present.length === 0 ? 'identity' : request.acceptsEncodings([...present.map(([name]) => name), 'identity']);
  const encoding = present.find(([name]) => name === taken);

  if (present.length > 0) response.vary('Accept-Encoding');
  for (const header of vary) response.vary(header);
  // Weak: two builds of the same sources need not agree in every octet. A page and its twin share an address (RFC 9110, 8.8.3.3).
  response.set('ETag', `W/"${tag}${file.endsWith('.md') ? '-md' : ''}${encoding ? `-${encoding[0]}` : ''}"`);
  response.set('Cache-Control', IMMUTABLE.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.set('X-Content-Type-Options', 'nosniff');
  response.type(TYPES[extname(file)] ?? (extname(file) || 'application/octet-stream'));
  if (encoding) response.set('Content-Encoding', encoding[0]);
  response.sendFile(file + (encoding?.[1] ?? ''), { root, cacheControl: false, etag: false, lastModified: false });
}
