import { readFile } from 'node:fs/promises';
import { BundleError } from './bundle-error.ts';

/** The parts of a bundled document without which there is nothing to compare. */
export interface Bundle {
  openapi: string;
  paths?: object;
  servers?: readonly { url: string }[];
}

/** A document that has no operation: what a version is compared with once it is gone. */
export const EMPTY_BUNDLE: Bundle = { openapi: '3.1.0', paths: {} };

/**
 * Reads a bundled document from a file.
 *
 * @throws BundleError when it is not there or is no OpenAPI document in JSON
 */
export async function readBundle(path: string): Promise<Bundle> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BundleError(`${path} cannot be read (${error.code ?? error.message}). Name a bundled document, as \`plumbline generate\` writes it to openapi.gen.json.`, { cause: error });
  });
  return parseBundle(text, path);
}

/**
 * Reads a bundled document from its text.
 *
 * @param name where the text is from, for the message of an error
 * @throws BundleError when it is no OpenAPI document in JSON
 */
export function parseBundle(text: string, name: string): Bundle {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new BundleError(`${name} is no JSON: ${error instanceof Error ? error.message : String(error)}. Name a bundled document, as \`plumbline generate\` writes it.`, { cause: error });
  }
  if (isBundle(document)) return document;
  throw new BundleError(`${name} is no OpenAPI 3.1 document. Name a bundled document, as \`plumbline generate\` writes it.`);
}

function isBundle(document: unknown): document is Bundle {
  return typeof document === 'object' && document !== null && 'openapi' in document && String(document.openapi).startsWith('3.1.');
}
