import type { Call } from '../call.ts';
import { openShell } from '../run/shell.ts';
import type { Language } from './language.ts';
import { prettyJson } from './pretty-json.ts';
import { shellQuote, urlPart } from './shell-quote.ts';

/** curl, as in a shell script that has the base URL and the key in its environment. */
export const curl: Language = { title: 'curl', fence: 'sh', fileEnding: '.sh', emit, open: openShell };

function emit({ method, path, pathValues, queryValues, body, isOpen }: Call): string {
  const filled = pathValues.reduce((filling, { name, value }) => filling.replace(`{${name}}`, urlPart(value)), path);
  const query = queryValues.map(({ name, value }) => `${urlPart(name)}=${urlPart(value)}`).join('&');
  const target = `"$PLUMBLINE_BASE_URL${filled}${query === '' ? '' : `?${query}`}"`;
  const parts = [
    `curl ${method === 'GET' ? '' : `--request ${method} `}${target}`,
    ...(isOpen ? [] : ['--header "Authorization: Bearer $PLUMBLINE_API_KEY"']),
    ...(body === undefined ? [] : ["--header 'Content-Type: application/json'", `--data ${shellQuote(prettyJson(body))}`]),
  ];

  return `${parts.join(' \\\n  ')}\n`;
}
