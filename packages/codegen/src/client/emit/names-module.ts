import type { OpenApiDocument } from '../../document.ts';
import { operationTable } from '../../emit/operation-table.ts';
import { errorClasses } from '../error-classes.ts';
import { methodName } from '../method-name.ts';
import { phraseOf } from '../status-phrases.ts';
import { camelCase, wordsOf } from '../words.ts';

/**
 * Writes what the client of a contract calls things, for whoever writes about it: the method of each operation that has a
 * tag, the class of each code and of each status of the catalogue, and the phrase of each status that there is.
 */
export function emitNames(document: OpenApiDocument): string {
  const table = Object.entries(operationTable(document));
  const { statuses, codes } = errorClasses(document);
  const answered = table.flatMap(([, { answers }]) => Object.keys(answers).map(Number)).filter(Number.isInteger);
  const all = [...new Set([...answered, ...statuses.map(({ status }) => status)])].toSorted((one, other) => one - other);
  const names = {
    methods: Object.fromEntries(table.flatMap(([id, { tag }]) => (tag === null ? [] : [[id, `${camelCase(wordsOf(tag))}.${methodName(id, tag)}`]]))),
    codes: Object.fromEntries(codes.map(({ code, name }) => [code, name])),
    statuses: Object.fromEntries(statuses.map(({ status, name }) => [status, name])),
    phrases: Object.fromEntries(all.map((status) => [status, phraseOf(status)])),
  };
  return `/** What the client calls the contract's operations (\`projects.list\`) and errors, and the phrases of its statuses. */\nexport const clientNames = ${JSON.stringify(names, null, 2)} as const;\n`;
}
