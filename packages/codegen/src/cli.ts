import { CallError, print, type Command } from './commands/command.ts';

const HELP = `plumbline: everything that hangs from one OpenAPI contract

Usage
  plumbline generate --contract <openapi.yaml> --out <folder> [--overlay <file>]... [--check]
  plumbline client --contract <openapi.yaml> --out <folder> [--overlay <file>]... [--package <name>]
                   [--check]
  plumbline compare --base <bundle.json> --head <bundle.json> [--name <version>] [--today <date>]
  plumbline gate --bundle <version>=<bundle.json>... [--repository <folder>] [--base <ref>]
                 [--today <date>] [--unversioned]
  plumbline changelog --bundle <bundle.json> [--repository <folder>] [--site <path>] [--out <folder>]
  plumbline stand-by

Commands
  generate  write types, operation table, error catalogue, events and the
            bundled document, from the contract
  client    write the TypeScript client, from the contract
  compare   tell what one bundled document breaks of another
  gate      compare the bundled documents with those of the last release, and
            fail when one breaks a stable operation or a sunset date has passed
  changelog tell what has changed in a bundled document, from its history in git
  stand-by  run the commands that its input names, without starting for each

\`plumbline <command> --help\` says what each option is, with examples.
`;

/** Read when they are called for: the generator's libraries take longer to load than the gate takes to run. */
const COMMANDS: Record<string, () => Promise<{ command: Command }>> = {
  generate: () => import('./commands/generate.ts'),
  client: () => import('./commands/client.ts'),
  compare: () => import('./commands/compare.ts'),
  gate: () => import('./commands/gate.ts'),
  changelog: () => import('./commands/changelog.ts'),
  'stand-by': () => import('./commands/stand-by.ts'),
};

/**
 * Runs the command line.
 *
 * @param argv the arguments behind the program's name
 * @returns the exit code: 0 done, 1 the contract is broken, breaks a promise, or files are stale, 2 the call is wrong
 */
export async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  const asksForHelp = argv.includes('--help') || argv.includes('-h');
  const load = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined;
  if (!load) return argv.length === 0 || asksForHelp ? print(HELP) : refuse(`There is no command \`${name}\`.`, HELP);

  const { command } = await load();
  if (asksForHelp) return print(command.help);
  try {
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return refuse(error.message, command.help);
  }
}

function refuse(reason: string, help: string): number {
  process.stderr.write(`${reason}\n\n${help}`);
  return 2;
}
