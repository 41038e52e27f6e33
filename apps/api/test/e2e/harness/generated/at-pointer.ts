/** The steps of a JSON Pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A copy with this at the place; what lies on the way there is made, and undefined takes the value away. */
export function withAt(whole: unknown, pointer: string, value: unknown): unknown {
  return put(whole, stepsOf(pointer), value);
}

function put(whole: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const isList = Array.isArray(whole) || (whole === undefined && step === '0');
  if (isList) {
    const list = Array.isArray(whole) ? (whole as unknown[]) : [];
    return Object.assign([...list], { [step]: put(list[Number(step)], rest, value) });
  }
  const record = typeof whole === 'object' && whole !== null ? (whole as Record<string, unknown>) : {};
  const { [step]: old, ...others } = record;
  const made = put(Object.hasOwn(record, step) ? old : undefined, rest, value);
  return made === undefined ? others : { ...others, [step]: made };
}
