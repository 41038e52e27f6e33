/** Columns that an object may take on one line: as an argument, and within another object. */
const WIDTHS = { outer: 44, inner: 60 };
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A value of JSON as the expression that a person would write in JavaScript or TypeScript: single quotes, trailing commas. */
export function javascriptLiteral(value: unknown, indent = ''): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);

  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const write = (within: string) => Object.entries(value).map(([name, member]) => (isList ? '' : `${nameOf(name)}: `) + javascriptLiteral(member, within));
  const flat = write(indent);
  if (flat.length === 0) return `${open}${close}`;

  const line = isList ? `[${flat.join(', ')}]` : `{ ${flat.join(', ')} }`;
  if (!line.includes('\n') && line.length <= (indent === '' ? WIDTHS.outer : WIDTHS.inner)) return line;
  return `${open}\n${write(`${indent}  `).map((member) => `${indent}  ${member},\n`).join('')}${indent}${close}`;
}

function nameOf(name: string): string {
  // `__proto__: …` would set the prototype instead of making a member.
  if (name === '__proto__') return `['__proto__']`;
  return IDENTIFIER.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
  // JSON escapes control characters and lone surrogates; what it makes of double quotes is undone.
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`);
  return `'${escaped}'`;
}
