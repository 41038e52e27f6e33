import { parseArgs } from 'node:util';

export interface Options {
  only: string[];
  skipsBaseline: boolean;
  /** Whether each line says how the test failed, too. */
  explains: boolean;
  /** Seconds that one test file may take. */
  limit: number;
}

export const HELP = `Builds deliberate faults into a copy of this repository, one at a time, and asks the tests that are
generated from the contract whether they notice; of the faults of the client, its own tests.

  npm run faults                       every fault of .ci/faults
  npm run faults -- --only a,b         only these
  npm run faults -- --skip-baseline    without running the tests on the sound code first
  npm run faults -- --why              with the first line of what the test said
  npm run faults -- --limit 300        seconds that one test file may take

It prints a line for each fault, and ends with 1 when fewer than 95 % were caught. A fault that only the compiler, the
start of a test file or a time limit would notice counts as missed. The files are not touched, and what was copied is
deleted. TEST_DATABASE_URL is used when it is set. FAST_CHECK_SEED and GENERATED_SEED are the same in every run unless
they are set.
`;

/**
 * Reads the command line; undefined when it asks for help.
 *
 * @throws Error that names what is wrong with it
 */
export function readOptions(args: string[], names: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      only: { type: 'string', multiple: true, default: [] },
      'skip-baseline': { type: 'boolean', default: false },
      why: { type: 'boolean', default: false },
      limit: { type: 'string', default: '300' },
    },
  });
  if (values.help) return undefined;
  const only = values.only.flatMap((text) => text.split(','));
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no fault ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new Error(`--limit is "${values.limit}" and must be a whole number of seconds.`);
  return { only, skipsBaseline: values['skip-baseline'], explains: values.why, limit };
}
