import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ContractError } from './contract-error.ts';
import { generate } from './generate.ts';

const HELP = `plumbline: everything that hangs from one OpenAPI contract

Usage
  plumbline generate --contract <openapi.yaml> --out <folder> [--check]

Options
  --contract  the root document of the contract (OpenAPI 3.1)
  --out       the folder that gets the *.gen.* files: types, operation table,
              error catalogue, events and the bundled document
  --check     write nothing; fail when a file is not what would be generated
  --help      this text

Examples
  plumbline generate --contract openapi/openapi.yaml --out packages/contract/src
  plumbline generate --contract openapi/openapi.yaml --out packages/contract/src --check
`;

/**
 * Runs the command line.
 *
 * @param argv the arguments behind the program's name
 * @returns the exit code: 0 done, 1 the contract is broken or files are stale, 2 the call is wrong
 */
export async function main(argv: string[]): Promise<number> {
  const call = readCall(argv);
  if (typeof call === 'string') return refuse(call);
  if (call === null) return print(HELP);
  try {
    return await run(call);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    process.stderr.write(`The contract is broken, so nothing was generated:\n${error.message}\n`);
    return 1;
  }
}

interface Call {
  contract: string;
  out: string;
  check: boolean;
}

/** Gives the call, null when help is asked for, or what is wrong with it. */
function readCall(argv: string[]): Call | string | null {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        contract: { type: 'string' },
        out: { type: 'string' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help || positionals.length === 0) return null;
    if (positionals.length > 1 || positionals[0] !== 'generate') return `There is no command \`${positionals.join(' ')}\`.`;
    if (!values.contract) return 'Name the contract: --contract openapi/openapi.yaml';
    if (!values.out) return 'Name the folder for the generated files: --out packages/contract/src';
    return { contract: values.contract, out: values.out, check: values.check };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run({ contract, out, check }: Call): Promise<number> {
  const started = performance.now();
  const { changed, unchanged, sources } = await generate(contract, out, { dryRun: check });
  const names = changed.map((path) => `  ${relative(process.cwd(), path)}`).join('\n');
  if (check && changed.length > 0) {
    process.stderr.write(`These files are not what the contract generates; run \`npm run generate\`:\n${names}\n`);
    return 1;
  }

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const total = changed.length + unchanged.length;
  return print(
    changed.length === 0
      ? `All ${total} generated files are up to date with ${sources.length} files of the contract (${seconds} s).\n`
      : `Wrote ${changed.length} of ${total} files from ${sources.length} files of the contract (${seconds} s):\n${names}\n`,
  );
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function refuse(reason: string): number {
  process.stderr.write(`${reason}\n\n${HELP}`);
  return 2;
}
