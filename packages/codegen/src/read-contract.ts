import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BaseResolver, bundle, createConfig, lint, loadConfig, type Config } from '@redocly/openapi-core';
import { ContractError, fromRedocly, fromUnreadable, problemAtStart } from './contract-error.ts';
import type { OpenApiDocument } from './document.ts';

/**
 * The lint rules without which a later step breaks. The others are matters of style and of promise:
 * `npm run lint` insists on them, the generator does not, so that an author sees what a change does
 * to the types before every example is mended.
 */
const STRUCTURE = {
  'no-unresolved-refs': 'error',
  struct: 'error',
  'operation-operationId': 'error',
  'operation-operationId-unique': 'error',
  'operation-parameters-unique': 'error',
  'path-parameters-defined': 'error',
  'no-identical-paths': 'error',
} as const;

/** Rules of our own plugin that guard what the generator reads. */
const POLICY = new Set([
  'plumbline/errors-in-catalogue',
  'plumbline/operation-scopes',
  'plumbline/operation-rate-limit',
]);

/**
 * Reads a contract and everything that it refers to.
 *
 * @param root path of the root document (`openapi.yaml`); a `redocly.yaml` beside it is honoured
 * @returns the bundled document, with references only to its own components, and the files that were read
 * @throws ContractError when the YAML cannot be read or a later step would break, with file and line
 */
export async function readContract(root: string): Promise<{ document: OpenApiDocument; files: string[] }> {
  const config = await configBeside(root).catch(refuse(root));
  const externalRefResolver = new BaseResolver(config.resolve);
  await checkRoot(root, externalRefResolver);
  const problems = (await lint({ ref: root, config, externalRefResolver })).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) throw new ContractError(problems.map(fromRedocly));

  const bundled = await bundle({ ref: root, config, externalRefResolver });
  const failed = bundled.problems.filter(({ severity }) => severity === 'error');
  if (failed.length > 0) throw new ContractError(failed.map(fromRedocly));
  return {
    document: bundled.bundle.parsed as OpenApiDocument,
    files: [...bundled.fileDependencies].toSorted(),
  };
}

/** Redocly's linter throws a bare error at what is no OpenAPI document, and lets older versions pass. */
async function checkRoot(root: string, resolver: BaseResolver): Promise<void> {
  const read = await resolver.resolveDocument<{ openapi?: unknown } | null>(null, root, true).catch(refuse(root));
  if (read instanceof Error) throw new ContractError([fromUnreadable(read, root) ?? problemAtStart(root, read.message)]);
  if (!/^3\.1\.\d+$/.test(String(read.parsed?.openapi))) {
    throw new ContractError([problemAtStart(root, 'This is no OpenAPI 3.1 document: it needs `openapi: 3.1.0`.')]);
  }
}

/** Turns what Redocly throws at a file that it cannot read into a problem with a place. */
function refuse(root: string): (error: unknown) => never {
  return (error) => {
    const problem = fromUnreadable(error, root);
    throw problem ? new ContractError([problem]) : error;
  };
}

async function configBeside(root: string): Promise<Config> {
  const configPath = join(dirname(root), 'redocly.yaml');
  const own = existsSync(configPath) ? await loadConfig({ configPath }) : undefined;
  const plugins = own?.plugins.filter(({ id }) => id !== '') ?? [];
  const policies = Object.keys(own?.resolvedConfig.rules ?? {}).filter((rule) => POLICY.has(rule));
  return createConfig(
    { rules: { ...STRUCTURE, ...Object.fromEntries(policies.map((rule) => [rule, 'error'])) } },
    { plugins },
  );
}
