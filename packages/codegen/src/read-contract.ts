import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BaseResolver, bundle, createConfig, lint, loadConfig, type Config } from '@redocly/openapi-core';
import { ContractError, errorsOf, problemAtStart, refuse, throwAny } from './contract-error.ts';
import type { OpenApiDocument } from './document.ts';
import { applyOverlays } from './overlay/apply-overlays.ts';

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
const POLICY = {
  'plumbline/errors-in-catalogue': 'error',
  'plumbline/operation-scopes': 'error',
  'plumbline/operation-rate-limit': 'error',
  'plumbline/list-paginated': 'error',
  'plumbline/filter-declared': 'error',
  'plumbline/sort-declared': 'error',
  'plumbline/conditional-declared': 'error',
  // Before every day: whether a sunset has come is for the gate, so that a server still starts on that day.
  'plumbline/deprecation-sunset': { severity: 'error', today: '' },
} as const;

/** A contract that was read: the bundled document, with references only to its own components, and the files it is made of. */
export interface Contract {
  document: OpenApiDocument;
  files: string[];
}

/**
 * Reads a contract and everything that it refers to.
 *
 * @param root path of the root document (`openapi.yaml`); a `redocly.yaml` beside it is honoured
 * @param overlays paths of OpenAPI Overlays, applied to the bundled document in this order
 * @throws ContractError when the YAML cannot be read, a later step would break, or an overlay's target matches nothing, with file and line
 */
export async function readContract(root: string, overlays: readonly string[] = []): Promise<Contract> {
  const config = await configBeside(root).catch(refuse(root));
  const externalRefResolver = new BaseResolver(config.resolve);
  await checkRoot(root, externalRefResolver);
  throwAny(errorsOf(await lint({ ref: root, config, externalRefResolver })));

  const bundled = await bundle({ ref: root, config, externalRefResolver });
  throwAny(errorsOf(bundled.problems));
  const { bundle: document, fileDependencies } = overlays.length === 0 ? bundled : await applyOverlays(root, bundled.bundle, overlays, config);
  return {
    document: document.parsed as OpenApiDocument,
    files: [...fileDependencies].toSorted(),
  };
}

/** Redocly's linter throws a bare error at what is no OpenAPI document, and lets older versions pass. */
async function checkRoot(root: string, resolver: BaseResolver): Promise<void> {
  const read = await resolver.resolveDocument<{ openapi?: unknown } | null>(null, root, true).catch(refuse(root));
  if (read instanceof Error) return refuse(root)(read);
  if (!/^3\.1\.\d+$/.test(String(read.parsed?.openapi))) {
    throw new ContractError([problemAtStart(root, 'This is no OpenAPI 3.1 document: it needs `openapi: 3.1.0`.')]);
  }
}

async function configBeside(root: string): Promise<Config> {
  const configPath = join(dirname(root), 'redocly.yaml');
  const own = existsSync(configPath) ? await loadConfig({ configPath }) : undefined;
  const plugins = own?.plugins.filter(({ id }) => id !== '') ?? [];
  const policies = Object.entries(POLICY).filter(([rule]) => rule in (own?.resolvedConfig.rules ?? {}));
  return createConfig({ rules: { ...STRUCTURE, ...Object.fromEntries(policies) } }, { plugins });
}
