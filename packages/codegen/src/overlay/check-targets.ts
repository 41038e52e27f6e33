import { BaseResolver, bundleDocument, createConfig, type Document } from '@redocly/openapi-core';
import { paths } from 'jsonpath-rfc9535';
import { problemAt, type ContractProblem } from '../contract-error.ts';
import type { Action, Overlay } from './read-overlay.ts';

/** Node types below which a bundle has nothing to walk: what is left of bundling is the overlay. */
const OPAQUE = { Root: { properties: {} } };

/**
 * Finds the actions whose target matches nothing at the moment they are applied, about which Redocly is silent.
 * Actions are applied one by one, by Redocly itself, to a copy: an action can match what one before it has added.
 *
 * @param bundled the document that the first overlay meets; it is left as it is
 * @returns one problem for each such action (RFC 9535 says what a target matches)
 */
export async function checkTargets(bundled: Document, overlays: readonly Overlay[]): Promise<ContractProblem[]> {
  const problems: ContractProblem[] = [];
  const document = { source: bundled.source, parsed: structuredClone(bundled.parsed) };
  for (const overlay of overlays) {
    for (const [index, action] of overlay.parsed.actions.entries()) {
      if (matchesNothing(document, action)) {
        const message = `The target \`${action.target}\` matches nothing at this point. Correct it, or remove the action.`;
        problems.push(problemAt(overlay.source, `#/actions/${index}/target`, 'overlay', message));
      } else {
        await apply(document, overlay, action);
      }
    }
  }
  return problems;
}

function matchesNothing({ parsed }: Document, { target }: Action): boolean {
  try {
    return paths(parsed as Parameters<typeof paths>[0], target).length === 0; // Read from YAML, so it is JSON.
  } catch {
    return false; // No JSONPath at all, which Redocly reports with its place.
  }
}

/** Applies one action as the overlay's only one. What goes wrong is reported when the whole overlay is applied. */
async function apply(document: Document, overlay: Overlay, action: Action): Promise<void> {
  const externalRefResolver = new BaseResolver();
  const alone = { source: overlay.source, parsed: structuredClone({ ...overlay.parsed, actions: [action] }) };
  externalRefResolver.cache.set(overlay.source.absoluteRef, Promise.resolve(alone));
  await bundleDocument({
    document,
    config: await createConfig({}),
    types: OPAQUE,
    externalRefResolver,
    overlays: [overlay.source.absoluteRef],
  });
}
