/** Writes text as inline code, whatever backticks and blanks it has in it (CommonMark, 6.1). */
export function code(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(runs.length === 0 ? 1 : Math.max(...runs) + 1);
  const padding = runs.length > 0 || /^ .* $/.test(text) ? ' ' : '';
  return `${fence}${padding}${text.replaceAll(/\s*\n\s*/g, ' ')}${padding}${fence}`;
}

/** A JSON value as inline code. */
export function value(json: unknown): string {
  return code(typeof json === 'string' ? json : (JSON.stringify(json) ?? ''));
}

/**
 * Takes a description of the contract, which is CommonMark, over into a page. What looks like HTML outside of code is text,
 * since the contract has none.
 */
export function prose(text: string): string {
  return text
    .trim()
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/<(?!https?:\/\/[^\s>]+>)/g, String.raw`\<`)))
    .join('');
}

/** Writes what is not Markdown as text of a paragraph, so that nothing in it is markup (CommonMark, 2.4). */
export function plain(text: string): string {
  return text.replaceAll(/[\\`*[\]<>|~&#]|(?<!\w)_|_(?!\w)/g, String.raw`\$&`);
}

/** The text of a piece of Markdown without its markup, for where only text is shown: titles, descriptions, alternatives. */
export function textOf(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\\([\\`*_[\]<>|~&#])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A table (GFM, 4.10); cells are Markdown. Rows that are missing make no table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** A cell ends at a bar, also at one inside of code, and with its line. */
function cell(markdown: string): string {
  return markdown.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', String.raw`\|`);
}

/** A fenced block. The fence is longer than any in the text (CommonMark, 4.5). */
export function block(info: string, text: string): string {
  const runs = [...text.matchAll(/^\s*(`{3,})/gm)].map(([, run = '']) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}${info}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/** Lists of Markdown as bullets. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n');
}

/** Puts blocks one below the other; what is empty is left out. */
export function blocks(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n\n');
}

/** Blocks below a heading; nothing when there are none. */
export function section(heading: string, ...parts: readonly (string | false | undefined)[]): string {
  const content = blocks(...parts);
  return content === '' ? '' : `${heading}\n\n${content}`;
}

const LISTS = { and: new Intl.ListFormat('en-GB', { type: 'conjunction' }), or: new Intl.ListFormat('en-GB', { type: 'disjunction' }) };

/** `a, b and c`. */
export function inWords(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  return LISTS[word].format(items);
}

/** A name as it stands in a heading: `Projects`. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `1 request`, `2 requests`, `10,000 requests`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
}

/** The name that a heading gets as an anchor, as GitHub's renderer and Astro's make it. */
export function anchorOf(heading: string): string {
  return textOf(heading).toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
}
