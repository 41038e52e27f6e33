import * as fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { FORMATS, NEARLY } from './formats.ts';
import type { Schema } from './published.ts';
import { texts } from './texts.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv, { mode: 'full' });

/** A keyword, and texts that break it and no other. */
export interface BrokenText {
  code: string;
  values: string[];
}

/**
 * Texts that break a keyword of a schema for texts and no other, for each keyword that is about texts.
 *
 * @param carried what can be sent at all where the text goes; everything by default
 * @throws Error when none is found: then the generator does not know the pattern or format well enough
 */
export function breakText({ minLength, maxLength, pattern, format }: Schema, carried = /^/): BrokenText[] {
  const bounds = { ...(minLength !== undefined && { minLength }), ...(maxLength !== undefined && { maxLength }) };
  const schema = { type: 'string', ...bounds, ...(pattern !== undefined && { pattern }), ...(format !== undefined && { format }) };
  const name = `${JSON.stringify(schema)} ${carried.source}`;
  const known = found.get(name) ?? search(schema, carried);
  found.set(name, known);
  return known;
}

/** What was found for a schema: many properties have the same. */
const found = new Map<string, BrokenText[]>();

function search(schema: Schema, carried: RegExp): BrokenText[] {
  const { minLength, maxLength, pattern, format } = schema;
  const validate = ajv.compile(schema);
  const candidates = [
    ...fc.sample(fc.oneof(...families(schema)), { seed: 1, numRuns: 500 }),
    ...lengthened(schema),
    ...(NEARLY[format ?? ''] ?? []),
    ' ',
    '\t\n',
    '\u00a0\u2003',
    '\ufeff',
  ];
  const broken = new Map<string, Set<string>>();
  for (const text of candidates) {
    if (!carried.test(text) || validate(text)) continue;
    const [first, second] = validate.errors ?? [];
    if (first && !second) broken.set(first.keyword, (broken.get(first.keyword) ?? new Set()).add(text));
  }

  const wanted = [
    ...(minLength ? ['minLength'] : []),
    ...(maxLength === undefined ? [] : ['maxLength']),
    ...(pattern === undefined ? [] : ['pattern']),
    ...(format === undefined || format === 'password' ? [] : ['format']),
  ];
  return wanted.map((code) => {
    const values = [...(broken.get(code) ?? [])];
    if (values.length === 0) throw new Error(`No text breaks ${code} alone of ${JSON.stringify(schema)}: teach the generator one.`);
    // The shortest and the longest are what is nearest to the bounds.
    const sorted = values.toSorted((a, b) => [...a].length - [...b].length);
    return { code, values: [...new Set([...sorted.slice(0, 10), ...sorted.slice(-10), ...sorted.filter((_, index) => index % 17 === 0)])] };
  });
}

function families({ minLength = 0, maxLength = 100, format }: Schema): fc.Arbitrary<string>[] {
  const known = format === undefined ? undefined : FORMATS[format];
  return [
    texts({ min: 0, max: Math.max(minLength - 1, 0) }),
    texts({ min: maxLength + 1, max: maxLength + 3 }),
    texts({ min: minLength, max: maxLength }),
    ...(known ? [known] : []),
  ];
}

/** Texts of a format that are too long for the schema: the first by one. */
function lengthened({ format, maxLength }: Schema): string[] {
  if (maxLength === undefined) return [];
  return [maxLength + 1, maxLength + 2, maxLength * 2].flatMap((length) => {
    const labels = '.bcdefghi'.repeat(Math.ceil(length / 9));
    if (format === 'email') return [`${'a'.repeat(60)}@a${labels.slice(0, length - 66)}.com`.replace('..', '.b')];
    if (format === 'uri') return [`https://example.com/${'a'.repeat(length - 20)}`];
    return [];
  });
}
