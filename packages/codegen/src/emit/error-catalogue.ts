import type { OpenApiDocument } from '../document.ts';

/** Writes the error catalogue and the union of its codes. */
export function emitErrorCatalogue(document: OpenApiDocument): string {
  const catalogue = Object.fromEntries(
    Object.entries(document['x-error-catalogue'] ?? {}).map(([code, entry]) => [
      code,
      { ...entry, server: entry.server ?? false },
    ]),
  );
  return `export const errors = ${JSON.stringify(catalogue, null, 2)} as const;

/** The stable name of an error. */
export type ErrorCode = keyof typeof errors;
`;
}
