/** The trace that this runs in, as the header `traceparent` has it (W3C Trace Context), or null where none is kept. */
export function currentTraceparent(): string | null {
  return null;
}
