import type { Random } from './random.ts';

/** Writes a value as JSON in one of the ways in which it can be written: keys in any order, spaces, escapes, `30` as `30.0`. */
export function writeJson(value: unknown, random: Random): string {
  const style = random.pick(['plain', 'plain', 'spaced', 'escaped'] as const);
  const gap = style === 'spaced' ? () => random.pick(['', ' ', '\n', '\t', '\r\n  ']) : () => '';

  const write = (part: unknown): string => {
    if (Array.isArray(part)) return `[${gap()}${part.map(write).join(`${gap()},${gap()}`)}${gap()}]`;
    if (typeof part === 'object' && part !== null) {
      const members = random.shuffle(Object.entries(part)).map(([name, member]) => `${text(name)}${gap()}:${gap()}${write(member)}`);
      return `{${gap()}${members.join(`${gap()},${gap()}`)}${gap()}}`;
    }
    if (typeof part === 'string') return text(part);
    if (Number.isSafeInteger(part) && style !== 'plain')
      return random.pick([String(part), `${String(part)}.0`, `${String(part)}e0`, `${String(part)}.00E+0`]);
    return JSON.stringify(part);
  };
  const text = (part: string) => (style === 'escaped' ? `"${part.replaceAll(/[^ !#-[\]-~]|[a-e]/g, escaped)}"` : JSON.stringify(part));

  return `${gap()}${write(value)}${gap()}`;
}

/** Every UTF-16 code unit by its number (RFC 8259, section 7). */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Texts that are no JSON, or JSON that readers disagree on (RFC 7493), each made of a text that is. */
export const UNREADABLE: Record<string, (json: string) => string | Buffer> = {
  'is cut off': (json) => json.trimEnd().slice(0, -1),
  'goes on': (json) => `${json}}`,
  'is two values': (json) => `${json} ${json}`,
  'has a comma too many': (json) => json.trimEnd().replace(/[}\]]$/, ',$&'),
  'has a comment': (json) => `${json}// that was it`,
  'has single quotes': () => "{'name':'a'}",
  'has names without quotes': () => '{name:"a"}',
  'has NaN': () => '{"name":NaN}',
  'has a number in hexadecimal': () => '{"timeout":0x1e}',
  'has a number with a zero in front': () => '{"timeout":030}',
  'has a number with a plus': () => '{"timeout":+30}',
  'has a number that a double cannot hold': () => '{"timeout":1e999}',
  'has an integer that a double cannot hold': () => '{"timeout":9007199254740993}',
  'has a line feed in a text': () => '{"name":"a\nb"}',
  'has an unknown escape': () => '{"name":"\\x41"}',
  'has a name twice': (json) => json.replace('{', '{"name":"a","n\\u0061me":"b"').replace(/"b"(?=\s*")/, '"b",'),
  'has half of a surrogate pair': () => '{"name":"\\ud83d"}',
  'has the other half of a surrogate pair': () => '{"name":"\\udd11 a"}',
  'has U+0000': () => '{"name":"a\\u0000"}',
  'has U+0000 in a name': () => '{"na\\u0000me":"a"}',
  'has __proto__': () => '{"name":"a","__proto__":{"status":"active"}}',
  'is not UTF-8': () => Buffer.from([0x7b, 0x22, 0x6e, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  'is UTF-16': (json) => Buffer.from(json, 'utf16le'),
  'is too deep': () => `${'['.repeat(65)}${']'.repeat(65)}`,
  'is much too deep': () => '{"a":'.repeat(9_000),
  'is spaces': () => ' \n\t ',
  'is words': () => 'name=a&region=us-east',
};
