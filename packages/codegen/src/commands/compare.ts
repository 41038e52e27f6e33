import { BundleError } from '../compare/bundle-error.ts';
import { compareContracts } from '../compare/compare-contracts.ts';
import { readBundle } from '../compare/read-bundle.ts';
import { breaks, report } from '../compare/report.ts';
import { CallError, fail, print, readOptions, type Command } from './command.ts';
import { readToday } from './today.ts';

const help = `plumbline compare: what one contract breaks of another

Usage
  plumbline compare --base <bundle.json> --head <bundle.json> [--name <version>] [--today <date>]

Options
  --base   the bundled document that was promised
  --head   the bundled document that is to come
  --name   what to call it in the report: v1. Else it is the head's path
  --today  the day of the comparison (2027-06-01), for sunsets. Else today, in UTC

Every difference is a line: its level, the operation with method and path, where it
stands in the base or the head, what has changed and what comes of it.

  breaking  a program that was right can go wrong now. The exit code is 1
  note      worth knowing, and nobody's program breaks

Only what the base calls stable is compared; operations with x-stability beta or
alpha are counted. A removal is no break once the operation's x-sunset has passed.

Example
  plumbline compare --base v1.0.0.json --head packages/contract/src/openapi.gen.json --name v1
`;

export const command: Command = {
  help,
  async run(argv) {
    const { base, head, name, today } = readOptions(argv, {
      base: { type: 'string' },
      head: { type: 'string' },
      name: { type: 'string' },
      today: { type: 'string' },
    });
    if (!base) throw new CallError('Name the document that was promised: --base v1.0.0.json');
    if (!head) throw new CallError('Name the document that is to come: --head packages/contract/src/openapi.gen.json');
    const day = readToday(today);
    try {
      const comparison = compareContracts(await readBundle(base), await readBundle(head), { today: day });
      const text = report(comparison, name ?? head, base);
      return breaks(comparison) ? fail(text) : print(text);
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      return fail(`Nothing was compared: ${error.message}\n`);
    }
  },
};
