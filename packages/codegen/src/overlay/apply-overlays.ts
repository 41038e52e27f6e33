import { relative, resolve } from 'node:path';
import { BaseResolver, bundle, lintFromString, type BundleResult, type Config, type Document } from '@redocly/openapi-core';
import { errorsOf, throwAny, type ContractProblem } from '../contract-error.ts';
import { checkTargets } from './check-targets.ts';
import { readOverlay } from './read-overlay.ts';

/**
 * Bundles a contract once more, with OpenAPI Overlays applied, and lints what comes of it.
 *
 * @param root path of the contract's root document
 * @param bundled the same contract, bundled without them; it is left as it is
 * @param overlays their paths, in the order in which they are applied
 * @throws ContractError when an overlay is not valid, a target matches nothing, or the document is broken afterwards
 */
export async function applyOverlays(root: string, bundled: Document, overlays: readonly string[], config: Config): Promise<BundleResult> {
  const read = [];
  for (const path of overlays) read.push(await readOverlay(path));
  const unmatched = await checkTargets(bundled, read);

  // A resolver of its own, since the overlays change the documents that it has in its cache.
  const result = await bundle({ ref: root, config, externalRefResolver: new BaseResolver(config.resolve), overlays: [...overlays] });
  const rootFile = relative(process.cwd(), resolve(root));
  const mend = (problem: ContractProblem) => (problem.file === rootFile ? inBundle(problem, overlays) : problem);
  throwAny([...unmatched, ...errorsOf(result.problems).map(mend)]);

  const found = await lintFromString({
    source: JSON.stringify(result.bundle.parsed),
    absoluteRef: resolve(root),
    config,
    externalRefResolver: new BaseResolver(config.resolve),
  });
  throwAny(errorsOf(found).map(mend));
  return result;
}

/**
 * A problem of the bundle, which no file holds. The contract alone was linted before, so an overlay has brought it:
 * the last one is named as the file, and the pointer leads into the bundle.
 */
function inBundle(problem: ContractProblem, overlays: readonly string[]): ContractProblem {
  const file = relative(process.cwd(), overlays.at(-1) ?? '');
  const cause = overlays.length === 1 ? 'After this overlay' : `After the overlays ${overlays.join(', ')}`;
  return { ...problem, file, line: 1, column: 1, message: `${cause} the bundled document is broken: ${problem.message}` };
}
