import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { LIST_OPERATIONS, type ListOperation } from './harness/list-operations.ts';
import type { Node } from './harness/nodes.ts';
import { rightValue } from './harness/right-value.ts';

const database = testDatabase();
let api: ApiServer;
let key: string;
beforeAll(async () => {
  api = await startApi(database());
  ({ sandboxKey: key } = await newAccount(database().db));
});
afterAll(() => api[Symbol.asyncDispose]());

/** What is sent, which parameter is wrong, and what the answer must name as allowed. */
interface Refusal {
  query: string;
  pointer: string;
  allowed: readonly string[];
}

describe.each(LIST_OPERATIONS)('$title refuses and says what is allowed', (operation) => {
  it.each(refusalsOf(operation))('?$query', async ({ query, pointer, allowed }) => {
    const { status, json } = await api.send('GET', `${operation.path}?${query}`, { key });

    expect({ status, code: json.error?.code }).toEqual({ status: 400, code: 'invalid_parameter' });
    expect(json.error.details?.map((detail) => detail.in + detail.pointer)).toEqual([`query/${pointer}`]);
    const said = [json.error.message, ...(json.error.details ?? []).map(({ message }) => message)];
    expect(said.flatMap((text) => allowed.filter((word) => !text.includes(word)))).toEqual([]);
    expect(api.breaches.splice(0)).toEqual([]);
  });
});

function refusalsOf({ list, parameters }: ListOperation): Refusal[] {
  const names = Object.keys(parameters);
  const [first = ''] = names;
  // A field that the items have is not yet one that the list is filtered by.
  const undeclared = ['colour', 'id', 'updated_at', 'account_id', `${first}[]`, `${first}[eq]`, first.toUpperCase(), list.style === 'page' ? 'cursor' : 'page'];
  const refusals = undeclared.map((name): Refusal => ({ query: `${encodeURIComponent(name)}=1`, pointer: name, allowed: names }));

  for (const [name, schema] of Object.entries(parameters)) {
    const right = rightValue(schema);
    refusals.push({ query: `${name}=${right}&${name}=${right}`, pointer: name, allowed: ['once'] });
    for (const [value, allowed] of wrongFor(schema)) refusals.push({ query: `${name}=${encodeURIComponent(value)}`, pointer: name, allowed });
  }
  return refusals;
}

/** Values that a parameter must not have, and what must be said of those that it may have. */
function wrongFor({ enum: values, format, pattern, type, minimum, maximum, minLength }: Node): [value: string, allowed: string[]][] {
  if (Array.isArray(values)) {
    const words = values.map(String);
    return ['', 'nothing', `${words[0]} `, `${words.join()},`, String(words[0]).toUpperCase()].map((value) => [value, words]);
  }
  if (format === 'date-time') {
    const wrong = ['', '2026', '2026-03-06', '2026-03-06T12:00:00', '2026-02-30T12:00:00Z', '2026-03-06T25:00:00Z', '2026-03-06T12:00:00 02:00', '1772798400', 'now', '\0'];
    return wrong.map((value) => [value, value === '\0' ? ['U+0000'] : [format]]);
  }
  if (type === 'string') {
    const said = String(format ?? pattern ?? minLength);
    const mistaken = format === 'email' ? ['x', 'a@', '@example.com', 'a b@example.com'] : [];
    return [['\0', ['U+0000']], ...['', ...mistaken].map((value): [string, string[]] => [value, [said]])];
  }
  const unreadable = ['', '1.0', '1e1', '0x1', '01', ' 1', '+1', 'x'].map((value): [string, string[]] => [value, ['integer']]);
  return [...unreadable, [String(Number(minimum) - 1), [String(minimum)]], [String(Number(maximum) + 1), [String(maximum)]]];
}
