import { methodOf } from '../../client-names.ts';
import type { Answer, Call } from '../call.ts';
import { openModules } from '../run/modules.ts';
import { javascriptLiteral } from './javascript-literal.ts';
import type { Language } from './language.ts';

/** TypeScript with `@plumbline/client`, as a module that awaits at its top. */
export const typescript: Language = { title: 'TypeScript', fence: 'ts', fileEnding: '.ts', emit, open: openModules };

function emit(call: Call): string {
  return ["import { Client } from '@plumbline/client';", '', 'const client = new Client();', ...use(call), ''].join('\n');
}

function use(call: Call): string[] {
  const { tag, operationId, answer, startsJob } = call;
  const invoked = `${methodOf(operationId)}(${argumentsOf(call).join(', ')})`;
  if (answer.kind === 'none') return [`await ${invoked};`];

  const name = variableFor(answer);
  if (answer.kind === 'list') return [`for await (const ${name} of ${invoked}) {`, `  console.log(${name});`, '}'];
  if (answer.kind === 'file') return [`const ${name} = await ${invoked};`, `console.log(await ${name}.text());`];
  const made = [`const ${name} = await ${invoked};`, `console.log(${name});`];
  return startsJob ? [...made, '', `const ended = await client.${tag}.waitFor(${name});`, 'console.log(ended.status);'] : made;
}

function argumentsOf({ pathValues, queryValues, body }: Call): string[] {
  const query = queryValues.length > 0 ? [Object.fromEntries(queryValues.map(({ name, value }) => [name, value]))] : [];
  const rest = body === undefined ? query : [body];
  return [...pathValues.map(({ value }) => value), ...rest].map((value) => javascriptLiteral(value));
}

/** `key` for a `KeyWithSecret`. */
function variableFor(answer: Exclude<Answer, { kind: 'none' }>): string {
  if (answer.kind === 'file') return 'file';
  const name = answer.of.replace(/With[A-Z].*$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
}
