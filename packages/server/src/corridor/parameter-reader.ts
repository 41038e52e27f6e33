import { resolve, type Document, type Parameter, type Schema } from '../document.ts';
import { readIJson } from './i-json.ts';
import { readList, readObject, readScalar, typesOf, type Read } from './parameter-value.ts';
import { decode, type QueryPair } from './query-string.ts';

/** The texts of a request that parameters are read from. */
export interface Texts {
  path: Record<string, string>;
  query: readonly QueryPair[];
  headers: NodeJS.Dict<string | string[]>;
  cookies: Record<string, string>;
}

/** Reads one parameter. */
export interface ParameterReader {
  parameter: Parameter;
  /** What it is called in a query; an exploded object has the names of its properties. */
  queryNames: readonly string[];
  /**
   * @param claim is told of each query pair that belongs to the parameter
   * @returns the value or what is wrong with it; undefined when the request does not have it
   */
  read(texts: Texts, claim: (pair: QueryPair) => void): Read | undefined;
}

const DELIMITERS: Record<string, string> = { form: ',', simple: ',', spaceDelimited: ' ', pipeDelimited: '|', deepObject: ',' };
/** What a delimiter may be written as in a URL. */
const ENCODED: Record<string, RegExp> = { ',': /,/, ' ': /%20|\+/i, '|': /\||%7C/i };

/** Makes the reader of a parameter, so that a request does not look at the document. */
export function parameterReader(document: Document, parameter: Parameter): ParameterReader {
  const resolved = (schema: Schema) => resolve(document, schema);
  const schema = resolved(parameter.schema ?? {});
  const kind = kindOf(schema);
  const style = parameter.style ?? (parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple');
  const explode = parameter.explode ?? style === 'form';
  const delimiter = DELIMITERS[style];
  if (delimiter === undefined) throw new Error(`the style \`${style}\` of the parameter \`${parameter.name}\` is not supported`);

  const fromText = (text: string, parts: readonly string[]): Read => {
    if (parameter.content) return fromJson(text);
    if (kind === 'array') return readList(parts, schema.items, resolved);
    if (kind === 'object') return readObject(toPairs(parts, explode), schema, resolved);
    return readScalar(text, typesOf(schema));
  };
  const fromOnePair = (pair: QueryPair): Read =>
    fromText(pair.value, pair.raw === '' ? [] : pair.raw.split(ENCODED[delimiter] ?? ',').map((part) => decode(part) ?? part));

  if (parameter.in !== 'query') {
    return {
      parameter,
      queryNames: [],
      read(texts) {
        const text = outsideQuery(parameter, texts);
        return text === undefined ? undefined : fromText(text, text === '' ? [] : text.split(delimiter).map((part) => (parameter.in === 'header' ? part.trim() : part)));
      },
    };
  }
  const isSpread = kind === 'object' && explode && style === 'form' && !parameter.content;
  return {
    parameter,
    queryNames: isSpread ? Object.keys(schema.properties ?? {}) : [parameter.name],
    read({ query }, claim) {
      const mine = query.filter(({ name }) => belongs(name, parameter.name, style, kind, explode, schema));
      if (mine.length === 0) return undefined;
      mine.forEach(claim);
      if (style === 'deepObject') {
        return readObject(mine.map(({ name, value }) => [name.slice(parameter.name.length + 1, -1), value]), schema, resolved);
      }
      if (kind === 'object' && explode && !parameter.content) {
        return readObject(mine.map(({ name, value }) => [name, value]), schema, resolved);
      }
      if (kind === 'array' && explode && !parameter.content) return readList(mine.map(({ value }) => value), schema.items, resolved);
      const [only, second] = mine;
      if (second || !only) return { code: 'repeated', message: 'must be given once' };
      return fromOnePair(only);
    },
  };
}

function kindOf(schema: Schema): 'array' | 'object' | 'scalar' {
  const types = typesOf(schema);
  if (types.includes('array')) return 'array';
  return types.includes('object') ? 'object' : 'scalar';
}

function belongs(name: string, own: string, style: string, kind: string, explode: boolean, schema: Schema): boolean {
  if (style === 'deepObject') return name.startsWith(`${own}[`) && name.endsWith(']');
  if (kind === 'object' && explode) return schema.properties !== undefined && Object.hasOwn(schema.properties, name);
  return name === own;
}

function outsideQuery(parameter: Parameter, { path, headers, cookies }: Texts): string | undefined {
  const texts: NodeJS.Dict<string | string[]> = { path, cookie: cookies, header: headers, query: {} }[parameter.in];
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
  return Array.isArray(text) ? text.join(', ') : text;
}

/** `a,1,b,2`, or `a=1,b=2` when exploded. */
function toPairs(parts: readonly string[], explode: boolean): [string, string][] {
  if (explode) {
    return parts.map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s);
      return [name, value];
    });
  }
  return parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ''] satisfies [string, string]] : []));
}

function fromJson(text: string): Read {
  const read = readIJson(text);
  return 'fault' in read ? { code: 'malformed_json', message: `${read.fault.message}` } : read;
}
