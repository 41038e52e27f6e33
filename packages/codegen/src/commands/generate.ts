import { ContractError } from '../contract-error.ts';
import { generate } from '../generate.ts';
import { CallError, fail, readOptions, type Command } from './command.ts';
import { reportGenerated } from './report-generated.ts';

const help = `plumbline generate: the contract package, from the contract

Usage
  plumbline generate --contract <openapi.yaml> --out <folder> [--overlay <file>]... [--check]

Options
  --contract  the root document of the contract (OpenAPI 3.1)
  --out       the folder that gets the *.gen.* files: types, operation table,
              error catalogue, events and the bundled document
  --overlay   an OpenAPI Overlay (1.0 or 1.1) to apply to the bundled contract;
              can be given more than once, and they are applied in that order.
              Each target must match something
  --check     write nothing; fail when a file is not what would be generated

Examples
  plumbline generate --contract openapi/openapi.yaml --out packages/contract/src
  plumbline generate --contract openapi/openapi.yaml --out packages/contract/src --check
  plumbline generate --contract openapi/openapi.yaml --overlay openapi/editions/v2.yaml --out packages/contract/src/v2
`;

export const command: Command = {
  help,
  async run(argv) {
    const { contract, out, overlay: overlays, check } = readOptions(argv, {
      contract: { type: 'string' },
      out: { type: 'string' },
      overlay: { type: 'string', multiple: true, default: [] },
      check: { type: 'boolean', default: false },
    });
    if (!contract) throw new CallError('Name the contract: --contract openapi/openapi.yaml');
    if (!out) throw new CallError('Name the folder for the generated files: --out packages/contract/src');
    try {
      return await reportGenerated(() => generate(contract, out, { dryRun: check, overlays }), check);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      return fail(`The contract is broken, so nothing was generated:\n${error.message}\n`);
    }
  },
};
