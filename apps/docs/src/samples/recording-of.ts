import type { Call } from './call.ts';
import { follow, type ContractDocument } from './contract-document.ts';
import type { Recording } from './recording.ts';
import type { Ran } from './run/interpreter.ts';

/** Headers that the guides explain once, and that the sandbox, which has no limits, does not send. */
const ELSEWHERE = /^(?:x-)?ratelimit/i;
const METHODS = { GET: 'get', PUT: 'put', POST: 'post', DELETE: 'delete', PATCH: 'patch' } as const;

/**
 * Makes a recording of what a sample was answered: with the headers that the contract promises, in its order.
 *
 * @param masked makes a text the same after every run
 * @returns undefined when the language does not show answers
 */
export function recordingOf(document: ContractDocument, call: Call, { answers, text, values }: Ran, masked: (text: string) => string): Recording | undefined {
  const answer = answers.at(-1);
  if (!answer) return undefined;

  const given = new Map(answer.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const [type = ''] = (given.get('content-type') ?? '').split(';');
  // The body first: in it ids are counted as in what a sample of another language prints, which shows no headers.
  const body = type === 'application/json' ? (JSON.parse(masked(JSON.stringify(values[0]))) as unknown) : masked(text);
  const headers = promised(document, call, answer.status).flatMap((name) => {
    const value = given.get(name.toLowerCase());
    return value === undefined || ELSEWHERE.test(name) ? [] : [[name, masked(value)]];
  });

  return { status: answer.status, type, headers: Object.fromEntries(headers) as Record<string, string>, ...(text !== '' && { body }) };
}

function promised(document: ContractDocument, { path, method }: Call, status: number): string[] {
  const operations = document.paths[path] as Record<string, { responses: Record<string, unknown> }>;
  const response = operations[METHODS[method as keyof typeof METHODS]]?.responses[String(status)];
  return Object.keys((follow(document, response) as { headers?: object }).headers ?? {});
}
