import { camelCase, singularOf, wordsOf } from './words.ts';

/**
 * The name of an operation's method on the namespace of its tag: the operationId without the tag's nouns, plural or
 * singular. `listProjects` of `projects` is `list`, `rotateWebhookSecret` of `webhooks` is `rotateSecret`. An operationId
 * of nothing else stays as it is.
 */
export function methodName(operationId: string, tag: string): string {
  const words = wordsOf(operationId);
  const nouns = wordsOf(tag).map((word) => word.toLowerCase());
  const last = nouns.at(-1) ?? '';
  const forms = [nouns, [...nouns.slice(0, -1), singularOf(last)]];
  const at = words.findIndex((_, index) => forms.some((form) => stands(form, words, index)));
  const left = at === -1 ? words : words.toSpliced(at, nouns.length);
  return camelCase(left.length === 0 ? words : left);
}

function stands(form: readonly string[], words: readonly string[], at: number): boolean {
  return form.every((word, index) => words[at + index]?.toLowerCase() === word);
}
