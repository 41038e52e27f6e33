/** The words of a name, whatever way it is written: `listWebhook_secrets` has list, Webhook and secrets. */
export function wordsOf(name: string): string[] {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
}

/** Writes words as `listWebhookSecrets`. */
export function camelCase(words: readonly string[]): string {
  const [first = '', ...others] = words;
  return first.toLowerCase() + pascalCase(others);
}

/** Writes words as `ListWebhookSecrets`. */
export function pascalCase(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
}

/** The singular of an English noun, as far as its ending tells. */
export function singularOf(noun: string): string {
  if (/(?:ss|us|is)$/i.test(noun)) return noun;
  if (/ies$/i.test(noun)) return noun.replace(/ies$/i, 'y');
  return /(?:ss|x|ch|sh)es$/i.test(noun) ? noun.slice(0, -2) : noun.replace(/s$/i, '');
}

/** Whether a text can be the name of a function or a variable (ECMA-262, 12.7, and the words that are reserved). */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name) && !RESERVED.has(name);
}

const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof ' +
    'var void while with yield'
  ).split(' '),
);
