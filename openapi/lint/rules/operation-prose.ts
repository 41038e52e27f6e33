import type { Oas3Rule } from '@redocly/openapi-core';
import { keyIn, type Operation } from '../contract.ts';

/**
 * The operationId becomes a method, a file and an anchor; the summary a heading and a menu entry; the description a
 * paragraph. Names that are written with a capital in the middle of a summary go to the option `names`.
 */
export const operationProse: Oas3Rule = ({ names = [] }) => ({
  Operation(operation: Operation, { report, location }) {
    const { operationId = '', summary = '', description = '' } = operation;
    const fail = (name: string, message: string) =>
      report({ message, location: keyIn({ node: operation, location }, name) });

    if (!/^[a-z][A-Za-z0-9]*$/.test(operationId)) {
      fail('operationId', 'The operationId is no identifier in camel case. Name it like `listProjects`.');
    }
    if (!/\S/.test(summary)) fail('summary', 'The operation has no summary. Say in a few words what it does.');
    if (/\.\s*$/.test(summary)) fail('summary', 'The summary is a heading. Leave out the full stop.');
    if (/^[a-z]/.test(summary) || isTitleCase(summary, names)) {
      fail('summary', 'The summary is not in sentence case. Write a capital first, and then only in names.');
    }
    if (!/\.\s*$/.test(description)) {
      fail('description', 'The description is no sentence. Say what the operation does, and end with a full stop.');
    }
  },
});

/** Every word of weight after the first is capitalised: "Create a Project", but not "List OAuth clients". */
function isTitleCase(summary: string, names: string[]): boolean {
  const words = String(summary).split(/\s+/).slice(1).filter((word) => word.length > 3 && !names.includes(word));
  return words.length > 0 && words.every((word) => /^[A-Z][a-z]+$/.test(word));
}
