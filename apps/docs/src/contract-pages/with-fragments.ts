import type { Fragments } from './fragments.ts';

const DIRECTIVE = /^<!-- contract: *(\S*) *-->$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Whether a guide may have such a line. */
export function asksForFragments(markdown: string | undefined): boolean {
  return markdown?.includes('<!-- contract:') ?? false;
}

/**
 * Puts what the contract says in the place of the lines that ask for it: `<!-- contract: plan-table -->`. In a fenced block
 * the line is text.
 *
 * @throws Error that names a fragment that there is none of, and those that there are
 */
export function withFragments(markdown: string, fragments: Fragments): string {
  let fence: string | undefined;
  const lines = markdown.split('\n').map((line) => {
    const [, mark] = FENCE.exec(line) ?? [];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined;
    const [, name] = DIRECTIVE.exec(line.trimEnd()) ?? [];
    return name === undefined || fence !== undefined ? line : fragment(name, fragments);
  });
  return lines.join('\n');
}

function fragment(name: string, fragments: Fragments): string {
  const found = Object.hasOwn(fragments, name) ? fragments[name] : undefined;
  if (found === undefined) throw new Error(`there is no \`${name}\` to put in the place of \`<!-- contract: ${name} -->\`, only ${Object.keys(fragments).join(', ')}.`);
  return found;
}
