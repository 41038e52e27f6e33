/**
 * Writes a doc comment. Empty lines at either end are left out, and two that follow each other are one.
 *
 * @param lines its lines; one with line breaks is several
 * @param indent spaces before each line
 */
export function docComment(lines: readonly string[], indent = 0): string {
  const text = lines
    .join('\n')
    .replaceAll('*/', '*\\/')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const space = ' '.repeat(indent);
  if (text === '') return '';
  if (!text.includes('\n')) return `${space}/** ${text} */\n`;
  const body = text.split('\n').map((line) => `${space} * ${line}`.trimEnd());
  return `${[`${space}/**`, ...body, `${space} */`].join('\n')}\n`;
}

/** Puts sentences together, without those that are empty, and without line breaks. */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => part?.replaceAll(/\s+/g, ' ').trim() || []).join(' ');
}
