import { ClientError } from '../client/client-error.ts';
import { generateClient } from '../client/generate-client.ts';
import { ContractError } from '../contract-error.ts';
import { CallError, fail, readOptions, type Command } from './command.ts';
import { reportGenerated } from './report-generated.ts';

const help = `plumbline client: the TypeScript client, from the contract

Usage
  plumbline client --contract <openapi.yaml> --out <folder> [--overlay <file>]...
                   [--package <name>] [--check]

Options
  --contract  the root document of the contract (OpenAPI 3.1)
  --out       the folder that gets the *.gen.ts files: operations, client,
              errors, types, events. What they call is in ../core of it
  --overlay   an OpenAPI Overlay (1.0 or 1.1) to apply to the bundled contract;
              can be given more than once, and they are applied in that order
  --package   the package that has what \`plumbline generate\` writes, with the
              types in /types and /events below it (@plumbline/contract)
  --check     write nothing; fail when a file is not what would be generated

Names
  A tag is a namespace, an operation a method of it, named by its operationId
  without the tag's nouns: listProjects is client.projects.list, and
  rotateWebhookSecret is client.webhooks.rotateSecret. Two operations that would
  get one name are an error that names both.

Examples
  plumbline client --contract openapi/openapi.yaml --out packages/client/src/v1
  plumbline client --contract openapi/openapi.yaml --out packages/client/src/v1 --check
  plumbline client --contract openapi/openapi.yaml --overlay openapi/editions/v2.yaml \\
    --package @plumbline/contract/v2 --out packages/client/src/v2
`;

export const command: Command = {
  help,
  async run(argv) {
    const { contract, out, overlay: overlays, package: name, check } = readOptions(argv, {
      contract: { type: 'string' },
      out: { type: 'string' },
      overlay: { type: 'string', multiple: true, default: [] },
      package: { type: 'string', default: '@plumbline/contract' },
      check: { type: 'boolean', default: false },
    });
    if (!contract) throw new CallError('Name the contract: --contract openapi/openapi.yaml');
    if (!out) throw new CallError('Name the folder for the generated files: --out packages/client/src/v1');
    try {
      return await reportGenerated(() => generateClient(contract, out, { dryRun: check, overlays, contract: name }), check);
    } catch (error) {
      if (error instanceof ContractError) return fail(`The contract is broken, so nothing was generated:\n${error.message}\n`);
      if (error instanceof ClientError) return fail(`No client can be made of the contract, so nothing was generated:\n${error.message}\n`);
      throw error;
    }
  },
};
