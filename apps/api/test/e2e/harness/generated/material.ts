import * as fc from 'fast-check';
import { breakages, type Breakage } from './breakages.ts';
import { brokenHeaders, type BrokenHeader } from './broken-headers.ts';
import { brokenQueries, fitsUrl, type BrokenQuery } from './broken-queries.ts';
import type { Oracle } from './oracle.ts';
import type { Operation, Published } from './published.ts';
import { valid } from './valid-values.ts';

type Body = Record<string, unknown>;

/** What the requests of one operation are made of. */
export interface Material {
  operation: Operation;
  oracle: Oracle;
  /** Bodies that fit the schema; none where there is no body. */
  bodies: Body[];
  /** The names of all properties that a body can have, beside what says of which branch it is. */
  namesBeside(body: Body): string[];
  /** Values of each query parameter, as texts. */
  query: Map<string, string[]>;
  breakages: Breakage[];
  brokenQueries: BrokenQuery[];
  brokenHeaders: BrokenHeader[];
  /** What a caller may call its requests; none where they are carried out each time. */
  idempotencyKeys: string[];
}

/**
 * Makes what an operation's requests are made of.
 *
 * @throws Error when Ajv finds a fault in a body that was made to be valid
 */
export function makeMaterial(published: Published, oracle: Oracle, operation: Operation, seed: number): Material {
  const { body, parameters } = operation;
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number) => fc.sample(arbitrary, { seed, numRuns });
  const bodies = body ? (sample(valid(published, body.schema), 150) as Body[]) : []; // Every body of the contract is an object.
  for (const one of bodies) {
    const faults = body ? oracle.faults(body.schema, one) : [];
    if (faults.length > 0)
      throw new Error(`A body for ${operation.id} was made to be valid and is not: ${JSON.stringify(faults)} in ${JSON.stringify(one)}.`);
  }
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const query = new Map(inQuery.map(({ name, schema }) => [name, sample(valid(published, schema), 50).map(String).filter(fitsUrl)]));
  const key = parameters.find((parameter) => parameter.in === 'header' && parameter.name === 'Idempotency-Key');
  const tag = body && published.resolve(body.schema).discriminator?.propertyName;
  const names = Map.groupBy(bodies, (one) => tag && one[tag]);

  return {
    operation,
    oracle,
    bodies,
    namesBeside: (one) => [...new Set(names.get(tag && one[tag])?.flatMap((other) => Object.keys(other)))],
    query,
    breakages: body ? breakages(published, body.schema) : [],
    brokenQueries: brokenQueries(published, operation),
    brokenHeaders: brokenHeaders(published, operation),
    idempotencyKeys: key ? sample(valid(published, key.schema), 50).map(String) : [],
  };
}
