// RFC 4180, section 2. A spreadsheet takes what begins with one of these for a formula.
const NEEDS_QUOTES = /[",\r\n]/;
const IS_FORMULA = /^[=+\-@\t\r]/;

/**
 * One line of CSV as RFC 4180 has it, with its end. Text that a spreadsheet would work out as a formula begins with an
 * apostrophe; objects and lists are written as JSON, null as nothing.
 */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value));
  return quoted(IS_FORMULA.test(value) ? `'${value}` : value);
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
