import type { Oas3Rule } from '@redocly/openapi-core';
import { keyIn, type Operation } from '../contract.ts';

/**
 * The operationId becomes a method, a file and an anchor; the summary a heading and a menu entry; the description a
 * paragraph. Names that are written with a capital in the middle of a summary go to the option `names`.
 */
export const operationProse: Oas3Rule = ({ names = [] }) => ({
  Operation(operation: Operation, { report, location }) {
    const { operationId = '', summary = '', description = '' } = operation;
    const check = (holds: boolean, name: string, message: string) => {
      if (!holds) report({ message, location: keyIn({ node: operation, location }, name) });
    };

    check(/^[a-z][A-Za-z0-9]*$/.test(operationId), 'operationId', 'The operationId is an identifier in camel case, such as `listProjects`.');
    check(summary.trim() !== '', 'summary', 'The operation has no summary. Say in a few words what it does.');
    check(!/\.\s*$/.test(summary), 'summary', 'The summary is a heading: leave out the full stop.');
    check(/^[^a-z]/.test(summary) && !isTitleCase(summary, names), 'summary', 'The summary is in sentence case: a capital first, then only in names.');
    check(/\.\s*$/.test(description), 'description', 'The description is made of sentences: write one, and end it with a full stop.');
  },
});

/** Every word of weight after the first is capitalised: "Create a Project", but not "List OAuth clients". */
function isTitleCase(summary: string, names: string[]): boolean {
  const words = summary.split(/\s+/).slice(1).filter((word) => word.length > 3 && !names.includes(word));
  return words.length > 0 && words.every((word) => /^[A-Z][a-z]+$/.test(word));
}
