import { isObject, type Document, type Schema } from './document.ts';
import { typesOf } from './corridor/parameter-value.ts';
import type { Projection } from './projection.ts';
import { withSiblings } from './schema-parts.ts';

/**
 * Keeps what the branch declares that fits best: of those that have the value's required and constant parts,
 * the one that leaves out least.
 *
 * @param base what holds beside whichever branch
 */
export function choice(document: Document, branches: readonly Schema[], base: Schema, inner: (part: Schema) => Projection): Projection {
  const made = branches.map((branch) => ({
    project: inner({ allOf: [base, branch] }),
    fits: fitter(document, withSiblings(document, branch)),
  }));
  return (value, pointer, extra) => {
    if (!isObject(value)) return value;
    const [best] = made
      .filter(({ fits }) => fits(value))
      .map(({ project }) => {
        const left: string[] = [];
        return { kept: project(value, pointer, left), left };
      })
      .filter(({ kept }) => kept !== undefined)
      .toSorted((a, b) => a.left.length - b.left.length);
    extra.push(...(best?.left ?? [pointer])); // What no branch declares does not leave.
    return best?.kept;
  };
}

/** A quick look at type, required and constant properties, to tell the branches of a choice apart. */
function fitter(document: Document, schema: Schema): (value: Record<string, unknown>) => boolean {
  const types = typesOf(schema);
  const required = (schema['required'] as string[] | undefined) ?? [];
  const fixed = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const { const: constant, enum: values } = withSiblings(document, property) as { const?: unknown; enum?: unknown[] };
    const allowed = constant === undefined ? values : [constant];
    return allowed ? [{ name, allowed }] : [];
  });
  return (value) => {
    if (Array.isArray(value)) return types.length === 0 || types.includes('array');
    if (types.length > 0 && !types.includes('object')) return false;
    return (
      required.every((name) => value[name] !== undefined) &&
      fixed.every(({ name, allowed }) => value[name] === undefined || allowed.includes(value[name]))
    );
  };
}
