import { breakText } from './broken-texts.ts';
import type { Fault } from './oracle.ts';
import type { Operation, Parameter, Published, Schema } from './published.ts';
import { assertUnderstood, typesOf } from './valid-values.ts';

/** One thing that is wrong with one query parameter, and texts for the query that have it. */
export interface BrokenQuery extends Fault {
  name: string;
  /** Encoded. */
  texts: string[];
}

/** What is no integer by JSON's grammar (RFC 8259, section 6), or none that a double holds. */
const NO_INTEGERS = [
  '',
  'x',
  '0x10',
  '1e2',
  '+5',
  '05',
  '5.0',
  '5.',
  ' 5',
  '5 ',
  '1_000',
  '1,000',
  '٣',
  '٥',
  '--1',
  '-',
  'NaN',
  'Infinity',
  'null',
  'true',
  '[1]',
  '9007199254740993',
  '1'.repeat(400),
];
const NO_UTF8 = ['%', '%4', '%zz', '%E4', '%C3%28', '%ED%A0%80', '%F0%9F%94'];
const UNKNOWN = [
  'unknown',
  'Page',
  'PER_PAGE',
  'page[]',
  'page.a',
  'limit',
  'offset',
  '__proto__',
  'constructor',
  'toString',
  '',
  '🔑',
  'a/b~c',
  'sort ',
  '\u200bsort',
];

/**
 * Everything that can be wrong with an operation's query: each keyword of each parameter, and what no parameter may be.
 *
 * @throws Error when a path parameter has a keyword, which nobody breaks yet
 */
export function brokenQueries(published: Published, { parameters }: Operation): BrokenQuery[] {
  const found = parameters.filter((parameter) => parameter.in === 'query');
  for (const parameter of parameters.filter((other) => other.in === 'path')) assertFree(published, parameter);

  const names = new Set(found.map(({ name }) => name));
  const unknown = UNKNOWN.filter((name) => !names.has(name)).map((name) => ({ name, code: 'unknown_parameter', texts: ['', '1'] }));
  const all = [...unknown, ...found.flatMap(({ name, schema }) => ofParameter(published, name, schema))];
  return all.map(({ name, code, texts }) => ({
    name,
    code,
    pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    texts: texts
      .map((text) => `${encodeURIComponent(name)}=${code === 'encoding' ? text : encodeURIComponent(text)}`)
      .map((text) => (code === 'repeated' ? text.replaceAll('%26', '&').replaceAll('%3D', '=') : text)),
  }));
}

function ofParameter(published: Published, name: string, given: Schema): { name: string; code: string; texts: string[] }[] {
  const schema = published.resolve(given);
  assertUnderstood(schema);
  const [type] = typesOf(schema);
  const { enum: members, minimum, maximum } = schema;
  const good = String(members?.[0] ?? minimum ?? 'a');
  const own: { code: string; texts: string[] }[] = [
    { code: 'repeated', texts: [`${good}&${name}=${good}`, `${good}&${name}=x`, `&${name}=`] },
    { code: 'encoding', texts: NO_UTF8 },
  ];
  // One for each: nothing else is as often read too kindly.
  if (type === 'integer') own.push(...NO_INTEGERS.map((text) => ({ code: 'type', texts: [text] })));
  if (minimum !== undefined) own.push({ code: 'minimum', texts: [minimum - 1, -1, -(2 ** 53) + 1].map(String) });
  if (maximum !== undefined) own.push({ code: 'maximum', texts: [maximum + 1, 2 ** 53 - 1].map(String) });
  if (type === 'string') own.push({ code: 'nul', texts: ['\0', `${good}\0`] });
  if (members)
    own.push({
      code: 'enum',
      texts: ['', `${good} `, ` ${good}`, good.toUpperCase(), `${members.join(',')}`, 'nothing'].filter((text) => !members.includes(text)),
    });
  else if (type === 'string') own.push(...breakText(schema).map(({ code, values }) => ({ code, texts: values.filter(fitsUrl) })));
  return own.map(({ code, texts }) => ({ name, code, texts }));
}

/** A URL of more than 8 KiB is refused before anybody reads its query. */
export function fitsUrl(text: string): boolean {
  return encodeURIComponent(text).length < 6_000;
}

function assertFree(published: Published, { name, schema }: Parameter): void {
  const { type, ...others } = published.resolve(schema);
  const constraints = Object.keys(others).filter((keyword) => !['description', 'examples', 'example'].includes(keyword));
  if (type !== 'string' || constraints.length > 0)
    throw new Error(`The parameter ${name} is constrained, and nobody breaks that yet: ${JSON.stringify(schema)}.`);
}
