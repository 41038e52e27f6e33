import { textOf } from './markdown.ts';

/** The description of a page, to stand in front of its text; nothing when the text begins with the same words. */
export function leadOf({ description, markdown }: { description: string; markdown: string }): string {
  return description !== '' && textOf(markdown.slice(0, 2 * description.length + 200)).startsWith(description) ? '' : description;
}
