import { escapeStep } from '../document.ts';

/** Why a text is no I-JSON, and where. */
export interface JsonFault {
  pointer: string;
  code: 'syntax' | 'depth' | 'duplicate_key' | 'forbidden_key' | 'surrogate' | 'nul' | 'number';
  message: string;
}

/** Levels of objects and lists inside each other. What walks a value later may be recursive. */
export const DEEPEST = 64;

/** One open object or list on the way to the present character. */
interface Level {
  /** The keys that were seen; null in a list. */
  keys: Set<string> | null;
  /** The present key or index; null before an object's first key. */
  step: string | number | null;
  /** In an object: whether the next string is a key. */
  expectsKey: boolean;
}

/**
 * Reads JSON that every reader understands the same way (RFC 7493, I-JSON): no repeated keys, no lone surrogates,
 * no numbers that a double cannot hold, no integers in digits beyond 2^53 - 1. Beyond it, no U+0000, which PostgreSQL
 * cannot store, no `__proto__`, and at most 64 levels.
 *
 * @returns the value, or the first fault; a fault never quotes the text, which may hold a secret
 */
export function readIJson(text: string): { value: unknown } | { fault: JsonFault } {
  const scanned = scan(text);
  if (scanned?.code === 'depth') return { fault: scanned };
  try {
    const value: unknown = JSON.parse(text);
    return scanned ? { fault: scanned } : { value };
  } catch (error) {
    return { fault: { pointer: '', code: 'syntax', message: syntaxMessage(error, text) } };
  }
}

/** Looks for what JSON.parse lets pass. Text that is no JSON at all is left to JSON.parse. */
function scan(text: string): JsonFault | undefined {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const top = levels.at(-1);
    switch (text[at]) {
      case '{':
      case '[':
        if (levels.length === DEEPEST) return fault(levels, 'depth', `is nested more than ${DEEPEST} levels deep`);
        levels.push(text[at] === '{' ? { keys: new Set(), step: null, expectsKey: true } : { keys: null, step: 0, expectsKey: false });
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (top?.keys) top.expectsKey = true;
        else if (top) top.step = Number(top.step) + 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (end === -1) return undefined;
        const found = checkString(text.slice(at, end + 1), levels);
        if (found) return found;
        at = end;
        break;
      }
      case '-':
      case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9': {
        const end = endOfNumber(text, at);
        const found = checkNumber(text.slice(at, end), levels);
        if (found) return found;
        at = end - 1;
        break;
      }
    }
  }
  return undefined;
}

function checkString(literal: string, levels: Level[]): JsonFault | undefined {
  const value = unquote(literal);
  if (value === undefined) return undefined;
  const top = levels.at(-1);
  if (top?.keys && top.expectsKey) {
    top.expectsKey = false;
    top.step = value;
    if (top.keys.has(value)) return fault(levels, 'duplicate_key', 'stands twice in the same object');
    if (value === '__proto__') return fault(levels, 'forbidden_key', 'must not be called `__proto__`');
    top.keys.add(value);
  }
  if (!value.isWellFormed()) return fault(levels, 'surrogate', 'holds half of a surrogate pair, which is no character');
  if (value.includes('\0')) return fault(levels, 'nul', 'holds the character U+0000, which is not stored');
  return undefined;
}

function checkNumber(literal: string, levels: Level[]): JsonFault | undefined {
  const value = Number(literal);
  if (!Number.isFinite(value)) return fault(levels, 'number', 'is a number that a double cannot hold');
  const exact = Number.isSafeInteger(value) || !/^-?\d+$/.test(literal);
  return exact ? undefined : fault(levels, 'number', 'is an integer beyond 2^53 - 1, where readers of JSON disagree');
}

function unquote(literal: string): string | undefined {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return JSON.parse(literal) as string; // The literal starts and ends with a quote, so it is a string or no JSON.
  } catch {
    return undefined;
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\d.eE+-]/.test(text[at] ?? '')) at += 1;
  return at;
}

function fault(levels: Level[], code: JsonFault['code'], message: string): JsonFault {
  const steps = levels.map(({ step }) => step).filter((step) => step !== null);
  return { pointer: steps.map((step) => `/${escapeStep(String(step))}`).join(''), code, message };
}

/** V8's message quotes the text, so only the place is taken from it, which stands at its end or is not told. */
function syntaxMessage(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const place = message.endsWith('end of JSON input') ? text.length : /at position (\d+)(?: \([^()]*\))?$/.exec(message)?.[1];
  if (place === undefined) return 'is not JSON';
  if (Number(place) >= text.length) return `ends too early, after ${text.length} characters`;
  const before = text.slice(0, Number(place)).split('\n');
  return `has an unexpected character in line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
