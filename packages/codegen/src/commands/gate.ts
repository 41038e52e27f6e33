import { BundleError } from '../compare/bundle-error.ts';
import { GateError } from '../gate/gate-error.ts';
import { gate, type GatedBundle } from '../gate/gate.ts';
import { CallError, fail, print, readOptions, type Command } from './command.ts';
import { readToday } from './today.ts';

const help = `plumbline gate: whether the contract keeps what the last release promised

Usage
  plumbline gate --bundle <version>=<bundle.json>... [--repository <folder>] [--base <ref>]
                 [--today <date>] [--unversioned]

Options
  --bundle      a bundled document of the working tree, and what to call it; can be
                given more than once. One that the last release has not is new, and
                one that only the last release has has lost all its operations
  --repository  the folder of the git repository, to which the paths of bundles are
                relative. Else the working directory
  --base        the commit to compare with. Else the last tag v* behind HEAD; before
                the first one main, else origin/main
  --today       the day to answer for (2027-06-01), for sunsets. Else today, in UTC
  --unversioned let a folder pass that is no git repository, as an unpacked archive
                is none: only sunsets are looked at then. Without it, it fails

It fails when a stable operation or event of the last release is broken, as
\`plumbline compare --help\` explains, and when an x-sunset has passed: a contract
that says so is no longer true, whether a file has changed or not.

Examples
  plumbline gate --bundle v1=packages/contract/src/openapi.gen.json
  plumbline gate --bundle v1=packages/contract/src/openapi.gen.json --base v1.0.0 --today 2027-06-01
`;

export const command: Command = {
  help,
  async run(argv) {
    const { bundle, repository, base, today, unversioned } = readOptions(argv, {
      bundle: { type: 'string', multiple: true, default: [] },
      repository: { type: 'string', default: '.' },
      base: { type: 'string' },
      today: { type: 'string' },
      unversioned: { type: 'boolean', default: false },
    });
    if (bundle.length === 0) throw new CallError('Name a bundled document: --bundle v1=packages/contract/src/openapi.gen.json');
    const options = { repository, bundles: bundle.map(readBundleOption), base, today: readToday(today), unversioned };
    try {
      const { ok, text } = await gate(options);
      return ok ? print(text) : fail(text);
    } catch (error) {
      if (!(error instanceof GateError) && !(error instanceof BundleError)) throw error;
      return fail(`The gate cannot tell whether anything breaks. ${error.message}\n`);
    }
  },
};

function readBundleOption(text: string): GatedBundle {
  const [, name, path] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (!name || !path) throw new CallError(`\`${text}\` names no bundled document; write it as in --bundle v1=packages/contract/src/openapi.gen.json`);
  return { name, path };
}
