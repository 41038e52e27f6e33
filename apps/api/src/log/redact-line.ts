/** What stands in the place of a secret. */
const REDACTED = '[redacted]';

/** Headers and fields that are secrets whatever they hold. */
const NAME = String.raw`(?:proxy-)?authorization|(?:set-)?cookies?`;
/** What is within a JSON string, up to the quote that ends it; and the same up to the end of a line of its text. */
const WITHIN_STRING = String.raw`(?:[^"\\]|\\.)*`;
const WITHIN_LINE = String.raw`(?:[^"\\]|\\[^nr])+`;
const STRING = `"${WITHIN_STRING}"`;

interface Rule {
  /** What is found; its groups are what is shown of it. */
  secret: RegExp;
  shown: string;
}

const RULES: readonly Rule[] = [
  // "cookie":["a=1","b=2"] and "cookies":{"a":"1"}
  { secret: new RegExp(String.raw`"(${NAME})":(?:\[(?:${STRING},?)*\]|\{(?:${STRING}:${STRING},?)*\})`, 'gi'), shown: `"$1":"${REDACTED}"` },
  // "cookie":"…", "cookie","…" and, within a text, \"cookie\": \"…\", of which the end is not looked for.
  { secret: new RegExp(String.raw`(${NAME})(\\*"\s*[:,]\s*\\*")${WITHIN_STRING}`, 'gi'), shown: `$1$2${REDACTED}` },
  // Cookie: …
  { secret: new RegExp(String.raw`(${NAME})(\s*[:=]\s*)${WITHIN_LINE}`, 'gi'), shown: `$1$2${REDACTED}` },
  { secret: /\b(Bearer)(\s+)[\w.~+/=-]{8,}/gi, shown: `$1$2${REDACTED}` },
  { secret: /(sk_(?:live|test)_)\w+/g, shown: `$1${REDACTED}` },
  { secret: /(whsec_)[\w+/=-]+/g, shown: `$1${REDACTED}` },
  // Up to the last @: a password with one that is not encoded is no less secret for it. Its length has a bound, so that a
  // line that is full of such beginnings does not take its square.
  { secret: /((?:postgres(?:ql)?|rediss?):\/\/(?:[^\s:"\\@/]|\\[^nr])*:)(?:[^\s"\\]|\\[^nr]){0,500}@/gi, shown: `$1${REDACTED}@` },
  { secret: /(:\/\/[^\s:"\\@/]*:)[^\s"\\@/]+@/g, shown: `$1${REDACTED}@` },
  { secret: /([?&](?:ssl)?password=)(?:[^\s&"\\]|\\[^nr])+/gi, shown: `$1${REDACTED}` },
];

/** Without any of this there is nothing to look for: the case of nearly every line. */
const SUSPECT = /sk_|whsec_|:\/\/|authorization|cookie|bearer|password=/i;

/**
 * Takes the secrets out of a line of the log, wherever they stand in it (fields, messages, stacks, JSON within a text):
 * credentials of HTTP, keys of this platform, secrets of webhooks, passwords in URLs. The line stays JSON. Rather too
 * much is taken than too little.
 */
export function redactLine(line: string): string {
  if (!SUSPECT.test(line)) return line;
  return RULES.reduce((text, { secret, shown }) => text.replace(secret, shown), line);
}
