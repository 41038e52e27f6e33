import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellQuote, urlPart } from './shell-quote.ts';

const TEXTS = ['plain', "it's", "''", '$HOME `id` $(id)', 'a\nb\\', '"', '!!', '', 'Grüße, 世界 🌍', '-n', '* ?'];

describe('shellQuote', () => {
  it.each(TEXTS.map((text) => [text]))('a shell reads %j as it was', (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' })).toBe(text);
  });
});

describe('urlPart', () => {
  it.each(TEXTS.map((text) => [text]))('%j stands between double quotes of a shell, and decodes to what it was', (text) => {
    const part = urlPart(text);
    expect(part).toMatch(/^[\w.~%-]*$/);
    expect(execFileSync('bash', ['-c', `set -H; printf %s "${part}"`], { encoding: 'utf8' })).toBe(part);
    expect(decodeURIComponent(part)).toBe(text);
  });
});
