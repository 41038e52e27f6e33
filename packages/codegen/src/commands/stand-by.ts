import { createInterface } from 'node:readline';
import { main } from '../cli.ts';
import { readOptions, type Command } from './command.ts';

const help = `plumbline stand-by: commands one after another, in a process that has everything loaded

Usage
  plumbline stand-by

Each line of its input is a command: the JSON array of what else would stand behind
\`plumbline\`. What the command prints follows on the output and on the error output. Both
then get a line of their own: U+0004 and the command's exit code. It ends with its input.

What it has loaded does not change any more: start it again when a rule of the linter
or this program has changed.

Examples
  echo '["generate", "--contract", "openapi/openapi.yaml", "--out", "packages/contract/src"]' | plumbline stand-by
`;

export const command: Command = {
  help,
  async run(argv) {
    readOptions(argv, {});
    // What takes long to load, and is most often called.
    await Promise.all([import('./generate.ts'), import('./client.ts')]);
    for await (const line of createInterface({ input: process.stdin })) {
      const end = `\u0004${await main(JSON.parse(line) as string[])}\n`; // Whoever starts this writes its input.
      process.stdout.write(end);
      process.stderr.write(end);
    }
    return 0;
  },
};
