import * as fc from 'fast-check';
import { KINDS, kindsOf, referenceTo, type Kind } from './kinds.ts';
import type { Operation } from './published.ts';
import type { Random } from './random.ts';
import { texts } from './texts.ts';
import type { Thing, World } from './world.ts';

/** Texts in the place of an id that are the id of nothing. */
export function unknownIds(seed: number): string[] {
  const prefix = fc.constantFrom('usr_', 'prj_', 'res_', 'key_', 'whk_', 'dlv_', 'evt_', 'job_', 'tsk_', '');
  const shaped = fc
    .tuple(prefix, fc.string({ unit: fc.constantFrom(...'abcXYZ0129'), minLength: 20, maxLength: 24 }))
    .map(([start, rest]) => start + rest);
  const odd = [
    '\0',
    'a\0',
    '%',
    '..%2f',
    '😀',
    "' or 1=1--",
    'null',
    '0',
    '-1',
    'a'.repeat(4_000),
    '{id}',
    '%00',
    'a b',
    'ﷺ',
    '\n',
    ';',
    '?',
    '#',
    '/',
    'a/b',
    '*',
  ];
  return [...fc.sample(fc.oneof(shaped, texts({ min: 1, max: 200 })), { seed, numRuns: 200 }), ...odd].filter(
    (text) => text !== '.' && text !== '..',
  );
}

/** A text in a URL, with more of it encoded than needs to be (RFC 3986, 2.4). */
export function encodeText(text: string, random: Random): string {
  // Encoded, a text is three times as long; above 8 KiB nobody reads a URL.
  const share = text.length > 1_000 ? 0 : random.pick([0, 0, 0.1, 1]);
  return [...text]
    .map((one) => (/^[A-Za-z0-9_-]$/.test(one) && random.chance(share) ? `%${one.charCodeAt(0).toString(16)}` : encodeURIComponent(one)))
    .join('');
}

/** Something that the world has of this kind, if it has anything. */
export function knownThing(world: World, kind: Kind, random: Random): Thing | undefined {
  const all = [...world.things[kind].values()];
  return all.length === 0 ? undefined : random.pick(all);
}

/** An id that nothing of this kind has: what never was one, or one of something else, or nearly one. */
export function unknownId(world: World, kind: Kind, unknown: readonly string[], random: Random): string {
  const other = knownThing(world, random.pick(KINDS.filter((one) => one !== kind)), random)?.id;
  const near = knownThing(world, kind, random)?.id;
  const all = [
    random.pick(unknown),
    random.pick(unknown),
    ...(other === undefined ? [] : [other]),
    ...(near === undefined ? [] : [`${near} `, near.toLowerCase(), near.slice(0, -1), `${near}\u0301`]),
  ];
  const id = random.pick(all);
  return world.things[kind].has(id) ? random.pick(unknown) : id;
}

/** Where a request goes: the ids in its path, from the outside in, decoded and encoded. */
export interface Place {
  ids: string[];
  path: string;
}

/** A place of an operation with this as the innermost object, or with the id of nothing; now and then below something else. */
export function placeAt(operation: Operation, thing: Thing | undefined, world: World, unknown: readonly string[], random: Random): Place {
  const kinds = kindsOf(operation);
  const ids = kinds.map((kind, index) => {
    const isInnermost = index === kinds.length - 1;
    if (isInnermost) return thing?.id ?? unknownId(world, kind, unknown, random);
    const around = thing?.shown[referenceTo(kind)];
    if (typeof around === 'string' && random.chance(0.9)) return around;
    return (random.chance(0.7) ? knownThing(world, kind, random)?.id : undefined) ?? unknownId(world, kind, unknown, random);
  });
  const left = [...ids];
  return { ids, path: operation.path.replace(/\{[^}]+\}/g, () => encodeText(left.shift() ?? '', random)) };
}
