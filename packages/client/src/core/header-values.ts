import type { HeaderTable } from './operation.ts';

/** The response headers that the contract declares, by their names in camelCase; those that are missing are left out. */
export function readHeaders<Values>(headers: Headers, table: HeaderTable): Values {
  const values: Record<string, string | number | boolean> = {};
  const sent = new Map([...headers].map(([field, value]) => [field.replaceAll('-', ''), value]));
  for (const [name, type] of Object.entries(table)) {
    const value = sent.get(name.toLowerCase());
    if (value !== undefined) values[name] = type === 'number' ? Number(value) : type === 'boolean' ? value === 'true' : value;
  }
  return values as Values; // The type is made from the same declarations as the table.
}
