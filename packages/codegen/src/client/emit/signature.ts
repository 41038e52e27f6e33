import type { ClientOperation } from '../client-operation.ts';

/** The parts of which a function and a method of one operation are made. */
export interface Signature {
  /** `<Tag extends string | undefined = undefined>`, or nothing. */
  generics: string;
  /** Parameters behind the client, with their types. */
  parameters: string[];
  /** The names of the parameters, as they are passed on. */
  passed: string[];
  /** The type of what is given. */
  returns: string;
  /** `{ path: [projectId], body }` */
  input: string;
}

/** Reads how an operation is called: path parameters, then the body, then the query, then the options. */
export function signatureOf({ typeName, entry, arguments: taken, answer, isConditional }: ClientOperation): Signature {
  const { path, body, query } = taken;
  const data = isConditional ? `${answer.type} | NotModified<Tag>` : answer.type;
  const headers = `${typeName}Headers`;
  return {
    generics: isConditional ? '<Tag extends string | undefined = undefined>' : '',
    parameters: [
      ...path.map(({ variable, type }) => `${variable}: ${type}`),
      ...(body ? [`body${body.required ? '' : '?'}: ${body.type}`] : []),
      ...(query ? [`query${query.required ? '' : '?'}: ${typeName}Query`] : []),
      `options?: ${optionsType(taken.headers, isConditional, entry.idempotency !== null)}`,
    ],
    passed: [...path.map(({ variable }) => variable), ...(body ? ['body'] : []), ...(query ? ['query'] : []), 'options'],
    returns: entry.list ? `ListPromise<${answer.type}['data'][number], ${answer.type}, ${headers}>` : `ApiPromise<${data}, ${headers}>`,
    input: inputOf(path.map(({ variable }) => variable), body !== null, query !== null),
  };
}

function optionsType(headers: ReadonlySet<string>, isConditional: boolean, hasKey: boolean): string {
  return ['CallOptions', ...(hasKey ? ['KeyOption'] : []), ...(headers.has('if-match') ? ['MatchOption'] : []), ...(isConditional ? ['NoneMatchOption<Tag>'] : [])].join(' & ');
}

function inputOf(path: string[], hasBody: boolean, hasQuery: boolean): string {
  const parts = [...(path.length > 0 ? [`path: [${path.join(', ')}]`] : []), ...(hasBody ? ['body'] : []), ...(hasQuery ? ['query'] : [])];
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
