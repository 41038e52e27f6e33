import type { HeaderTable } from './operation.ts';

/** The response headers that the contract declares, by their names in camelCase; those that are missing are left out. */
export function readHeaders<Values>(headers: Headers, table: HeaderTable): Values {
  const values: Record<string, string | number | boolean> = {};
  for (const [field, value] of headers) {
    const name = Object.keys(table).find((one) => one.toLowerCase() === field.replaceAll('-', ''));
    if (name) values[name] = table[name] === 'number' ? Number(value) : table[name] === 'boolean' ? value === 'true' : value;
  }
  return values as Values; // The type is made from the same declarations as the table.
}
