import { textOf } from './markdown.ts';

/** The text of a page without a first paragraph that says no more than its description, which is shown in front of it. */
export function withoutLead({ markdown, description }: { markdown: string; description: string }): string {
  const [first = '', ...others] = markdown.split('\n\n');
  return description !== '' && textOf(first) === description ? others.join('\n\n') : markdown;
}
