import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { sayBeingBuilt } from './being-built.ts';
import type { BuiltPart } from './built-part.ts';
import { RENDERER_POLICY } from './policies.ts';
import { sendFile } from './send-file.ts';
import { withReload } from './with-reload.ts';

/**
 * Serves one file of the built reference: Redoc's page of a version, or the contract as YAML.
 *
 * @param liveReload whether an open page loads itself again when it was built again
 */
export function serveReference(current: () => Promise<BuiltPart | undefined>, file: string, liveReload: boolean): RequestHandler {
  return async (request, response) => {
    const reference = await current();
    if (!reference) return sayBeingBuilt(response);
    if (file.endsWith('.html')) response.set('Content-Security-Policy', RENDERER_POLICY);
    if (!liveReload || !file.endsWith('.html')) return sendFile(request, response, reference, file);

    response.set({ ETag: `W/"${reference.tag}"`, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' });
    response.type('html').send(withReload(await readFile(join(reference.root, file), 'utf8')));
  };
}
