import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Database } from '../store/database.ts';
import { Refusal, UsageError } from './command.ts';
import type { Command, Given, Known } from './command.ts';
import { createAccountCommand } from './commands/create-account.ts';
import { createKeyCommand } from './commands/create-key.ts';
import { incidentListCommand } from './commands/incident-list.ts';
import { incidentPostCommand } from './commands/incident-post.ts';
import { incidentResolveCommand } from './commands/incident-resolve.ts';
import { incidentUpdateCommand } from './commands/incident-update.ts';
import { listAccountsCommand } from './commands/list-accounts.ts';
import { listKeysCommand } from './commands/list-keys.ts';
import { resealSecretsCommand } from './commands/reseal-secrets.ts';
import { revokeKeyCommand } from './commands/revoke-key.ts';
import { setLimitCommand } from './commands/set-limit.ts';
import { setPlanCommand } from './commands/set-plan.ts';
import { commandHelp, groupHelp, help } from './help.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  'create-account': createAccountCommand,
  'list-accounts': listAccountsCommand,
  'set-plan': setPlanCommand,
  'create-key': createKeyCommand,
  'list-keys': listKeysCommand,
  'set-limit': setLimitCommand,
  'revoke-key': revokeKeyCommand,
  'incident post': incidentPostCommand,
  'incident update': incidentUpdateCommand,
  'incident resolve': incidentResolveCommand,
  'incident list': incidentListCommand,
  'reseal-secrets': resealSecretsCommand,
};

interface Needs extends Known {
  open(): Promise<Database>;
  /** Takes what was asked for. */
  out(text: string): void;
  /** Takes what went wrong. */
  err(text: string): void;
}

/**
 * Runs one administration command.
 *
 * @param argv the arguments behind the program's name.
 * @returns the exit code: 0 when it is done, 1 when it could not be done, 2 when it was asked wrongly.
 */
export async function runAdmin(argv: readonly string[], { open, out, err, ...known }: Needs): Promise<number> {
  const [first, second] = argv;
  if (first === undefined || isHelp(first)) {
    out(help(COMMANDS));
    return first === undefined ? 2 : 0;
  }

  const group = Object.entries(COMMANDS).filter(([command]) => command.startsWith(`${first} `));
  if (group.length > 0 && (second === undefined || isHelp(second))) {
    out(groupHelp(first, Object.fromEntries(group)));
    return second === undefined ? 2 : 0;
  }

  try {
    const words = group.length > 0 ? 2 : 1;
    const [name, rest] = [argv.slice(0, words).join(' '), argv.slice(words)];
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(`There is no command "${name}". There are ${Object.keys(COMMANDS).join(', ')}.`);

    const { wantsHelp, wantsJson, given } = parse(command, rest);
    if (wantsHelp) {
      out(commandHelp(name, command));
      return 0;
    }

    const work = command.prepare(given, known);
    const database = await open();
    const answer = await work(database.db).finally(() => database.close());
    out(wantsJson ? JSON.stringify(answer.json, null, 2) : answer.text);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      err(`${error.message}\nAdd --help to see how it is used.`);
      return 2;
    }
    err(error instanceof Refusal ? error.message : reasonOf(error));
    return 1;
  }
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h' || word === 'help';
}

function parse(command: Command, args: string[]) {
  const options: ParseArgsOptionsConfig = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
  for (const option of Object.keys(command.options)) options[option] = { type: 'string' };

  try {
    const { values } = parseArgs({ args, options, allowPositionals: false });
    const given: Given = Object.fromEntries(
      Object.entries(values).flatMap(([option, value]) => (typeof value === 'string' ? [[option, value]] : [])),
    );

    return { wantsHelp: values['help'] === true, wantsJson: values['json'] === true, given };
  } catch (error) {
    // Node's messages go on to explain how to write what nobody meant.
    throw new UsageError(reasonOf(error).split('. ')[0]?.replace(/\.?$/, '.'), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
