/**
 * What the client calls an operation in the namespace of its tag: the operationId without the nouns of the tag, plural or
 * singular, as whole words: `listProjects` is `list` in `projects`, `rotateWebhookSecret` is `rotateSecret` in `webhooks`.
 */
export function methodName(operationId: string, tag: string): string {
  const nouns = new Set([tag, tag.replace(/s$/, ''), tag.replace(/ies$/, 'y')].map((noun) => noun.toLowerCase()));
  const words = operationId.split(/(?=[A-Z])/);
  return words.filter((word) => !nouns.has(word.toLowerCase())).join('');
}
