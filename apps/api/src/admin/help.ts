import type { Command } from './command.ts';
import { table } from './table.ts';

const CALL = 'node --conditions=source apps/api/src/admin/admin.ts';

/** What there is to do, and how. */
export function help(commands: Readonly<Record<string, Command>>): string {
  return `Accounts, keys, incidents and stored secrets, for whoever runs the server.

Usage: ${CALL} <command> [options]

Commands:
${list(commands)}

Options of every command:
  --json  Answer with one JSON object on standard output.
  --help  Explain the command.

It works on the database that DATABASE_URL names, else on the embedded one in DATA_DIR (default: .data
at the top of the repository). The embedded database serves one process: stop the server first.

Start with:
  ${CALL} list-accounts
  ${CALL} create-account ${commands['create-account']?.example}`;
}

/** The commands that begin with one word: `incident`. */
export function groupHelp(group: string, commands: Readonly<Record<string, Command>>): string {
  return `Usage: ${CALL} ${group} <command> [options]

Commands:
${list(commands)}

Add --help to one of them to see its options.`;
}

function list(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => ['', name, summary]);

  return table(['', '', ''], rows).slice(1);
}

/** One command: what it does, and what it takes. */
export function commandHelp(name: string, { summary, details, options, example }: Command): string {
  const rows = Object.entries(options).map(([option, { value, about, isRequired }]) => [
    '',
    `--${option} ${value}`,
    `${about}${isRequired ? ' (required)' : ''}`,
  ]);
  const own = rows.length ? `\n\nOptions:\n${table(['', '', ''], rows).slice(1)}` : '';

  return `${summary}${details ? `\n\n${details}` : ''}

Usage: ${CALL} ${name}${rows.length ? ' [options]' : ''} [--json]${own}

Example:
  ${CALL} ${name} ${example}`.trimEnd();
}
