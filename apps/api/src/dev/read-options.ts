import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Which contract is watched, and where what is generated from it goes; both absolute. */
export interface Options {
  contract: string;
  out: string;
}

export const HELP = `npm run dev: save a YAML file, and everything that comes from it follows

Usage
  npm run dev
  npm run dev -- --contract <openapi.yaml> --out <folder>

It generates from the contract, starts the server, builds the reference, and then watches.
  a saved YAML file of the contract   lint, generate, restart, reference and type check
  a saved guide                       an open page of the documentation shows it; so it does
                                      what is generated from the contract
  a saved source of the server        restart and type check

Options
  --contract  the root document of the contract (openapi/openapi.yaml)
  --out       the folder that gets the *.gen.* files (packages/contract/src, which is
              what the server reads: another folder shows what would be generated)
  --help      this text

Environment
  PORT, HOST, DATA_DIR, DATABASE_URL and the others work as they do for \`npm start\`.
`;

/**
 * Reads the arguments of `npm run dev`.
 *
 * @returns the options, or the exit code with which to end, with a reason when the call is wrong
 */
export function readOptions(args: string[], root: string): Options | { exit: 0 | 2; reason?: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        contract: { type: 'string', default: resolve(root, 'openapi/openapi.yaml') },
        out: { type: 'string', default: resolve(root, 'packages/contract/src') },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values.help ? { exit: 0 } : { contract: resolve(values.contract), out: resolve(values.out) };
  } catch (error) {
    return { exit: 2, reason: error instanceof Error ? error.message : String(error) };
  }
}
