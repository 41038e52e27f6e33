import { escapeStep } from '../document.ts';
import type { Fault } from '../failure.ts';
import { splitQuery, type QueryPair } from './query-string.ts';
import type { ParameterReader } from './parameter-reader.ts';

/** Values of parameters by where they are and what they are called. */
export interface ParameterValues {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  cookie: Record<string, unknown>;
}

/** The texts that a request's parameters are in. */
export interface ParameterTexts {
  path: Record<string, string>;
  rawQuery: string;
  headers: NodeJS.Dict<string | string[]>;
}

/**
 * Reads every parameter of an operation from the request, strictly by its `style` and `explode`
 * (OpenAPI 3.1, 4.8.12): each text must be written as its type is, a scalar stands once, and the query
 * holds no name that the operation does not declare.
 *
 * @returns the values that could be read, and a fault for each that could not
 */
export function readParameters(
  readers: readonly ParameterReader[],
  { path, rawQuery, headers }: ParameterTexts,
): { values: ParameterValues; faults: Fault[] } {
  const values: ParameterValues = { path: {}, query: {}, header: {}, cookie: {} };
  const faults: Fault[] = [];
  const { pairs, broken } = splitQuery(rawQuery);
  for (const name of broken) {
    faults.push({ in: 'query', pointer: pointerTo(name), code: 'encoding', message: 'has a percent-encoding that is not UTF-8' });
  }
  const cookies = splitCookies(headers['cookie']);

  const known = new Set<QueryPair>();
  for (const reader of readers) {
    const texts = { path, query: pairs, headers, cookies };
    const read = reader.read(texts, (pair) => known.add(pair));
    if (read === undefined) continue;
    const { parameter } = reader;
    if ('value' in read) values[parameter.in][parameter.name] = read.value;
    else {
      const step = read.step === undefined ? '' : pointerTo(read.step);
      faults.push({ in: parameter.in, pointer: pointerTo(parameter.name) + step, code: read.code, message: read.message });
    }
  }
  for (const name of new Set(pairs.filter((pair) => !known.has(pair)).map((pair) => pair.name))) {
    faults.push({ in: 'query', pointer: pointerTo(name), code: 'unknown_parameter', message: `is no parameter of this operation, which takes ${namesOf(readers)}` });
  }
  return { values, faults };
}

function namesOf(readers: readonly ParameterReader[]): string {
  return readers.flatMap(({ queryNames }) => queryNames).join(', ') || 'none';
}

function pointerTo(name: string): string {
  return `/${escapeStep(name)}`;
}

function splitCookies(header: string | string[] | undefined): Record<string, string> {
  if (typeof header !== 'string') return {};
  const pairs = header.split(/; */).map((pair) => pair.split(/=(.*)/s));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}
