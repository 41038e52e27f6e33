import { BaseResolver, createConfig, isPlainObject, lintDocument, type Document } from '@redocly/openapi-core';
import { ContractError, errorsOf, problemAt, problemAtStart, refuse, throwAny } from '../contract-error.ts';

/** An OpenAPI Overlay that is valid, with the text that it was read from. */
export type Overlay = Document<{ overlay: string; actions: Action[] }>;

/** One action of an overlay (OpenAPI Overlay 1.1, Action Object). */
export interface Action {
  target: string;
  update?: unknown;
  copy?: string;
  remove?: boolean;
}

/**
 * Reads an OpenAPI Overlay (1.0 or 1.1).
 *
 * @throws ContractError when it cannot be read or is no valid overlay, with file and line
 */
export async function readOverlay(path: string): Promise<Overlay> {
  const externalRefResolver = new BaseResolver();
  const read = await externalRefResolver.resolveDocument(null, path, true).catch(refuse(path));
  if (read instanceof Error) return refuse(path)(read);
  if (!isPlainObject(read.parsed) || !/^1\.[01]\.\d+$/.test(String(read.parsed['overlay']))) {
    throw new ContractError([problemAtStart(path, 'This is no OpenAPI Overlay: it needs `overlay: 1.1.0` (or 1.0.0), `info` and `actions`.')]);
  }

  const config = await createConfig({ rules: { struct: 'error' } });
  throwAny(errorsOf(await lintDocument({ document: read, config, externalRefResolver })));

  const overlay = read as Overlay; // The linter has just said so.
  throwAny(idleActions(overlay));
  return overlay;
}

/** What the linter lets pass though nothing can come of it. */
function idleActions({ source, parsed: { actions } }: Overlay) {
  if (actions.length === 0) return [problemAt(source, '#/actions', 'overlay', 'The overlay has no action, so it changes nothing. Write one, or leave the overlay out.')];
  return actions.flatMap(({ update, copy, remove }, index) =>
    update === undefined && copy === undefined && remove !== true
      ? [problemAt(source, `#/actions/${index}`, 'overlay', 'The action changes nothing: give it `update`, `copy` or `remove: true`.')]
      : [],
  );
}
