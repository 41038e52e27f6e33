const WIDTH = 80;

/**
 * JSON for readers: indented by two spaces, and what holds only plain values on one line where that fits into 80 columns, so
 * that a table of small objects reads like one.
 */
export function prettyJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);

  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const [open, close] = isList ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;

  const nameOf = (name: string) => (isList ? '' : `${JSON.stringify(name)}: `);
  if (indent !== '' && entries.every(([, member]) => typeof member !== 'object' || member === null)) {
    const inner = entries.map(([name, member]) => nameOf(name) + JSON.stringify(member)).join(', ');
    const line = isList ? `[${inner}]` : `{ ${inner} }`;
    if (indent.length + line.length <= WIDTH) return line;
  }
  const lines = entries.map(([name, member]) => `${indent}  ${nameOf(name)}${prettyJson(member, `${indent}  `)}`);
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
