/** Writes one step of a JSON Pointer (RFC 6901, 3). */
export function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The steps of a JSON Pointer that is written as a URI fragment (RFC 6901, 6): `#/components/schemas/Note`. */
export function stepsOf(fragment: string): string[] {
  return fragment.split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}
