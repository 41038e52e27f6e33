import { sql } from 'kysely';

const MARK = '/* prepared */';
const MARKED = `select ${MARK} `;

/**
 * What a query is begun with (`modifyFront`) that PostgreSQL parses and plans once on each connection (PREPARE), instead
 * of each time. For what every request asks, and what has one good plan whatever its parameters are. When a migration
 * changes the type of a column that it gives, PostgreSQL refuses it once on each connection that is open.
 */
export const PREPARED = sql.raw(MARK);

/**
 * Makes the function that says under which name a query is prepared.
 *
 * @returns a function of the query's text; undefined is for a query that is not to be prepared.
 */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();

  return (text) => {
    if (!text.startsWith(MARKED)) return undefined;
    const name = names.get(text) ?? `plumbline_${names.size + 1}`;
    names.set(text, name);

    return name;
  };
}
