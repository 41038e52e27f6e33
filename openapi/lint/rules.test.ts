import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createConfig, getLineColLocation, lint, loadConfig } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import plumbline from './plugin.ts';

const here = import.meta.dirname;
const fixtures = join(here, 'fixtures');
const rules = readdirSync(join(here, 'rules')).map((file) => file.replace(/\.ts$/, ''));
const config = await loadConfig({ configPath: join(here, '../redocly.yaml') });
const configured: Record<string, unknown> = config.resolvedConfig.rules ?? {};

/** Options without which a rule would find something else tomorrow. */
const options: Record<string, object> = { 'deprecation-sunset': { severity: 'error', today: '2026-12-01' } };

/** What a rule, set as in redocly.yaml, finds in a document: one line each, `file:line rule message`. */
async function problemsOf(rule: string, folder: string): Promise<string[]> {
  const id = `plumbline/${rule}`;
  const only = await createConfig({ plugins: [plumbline()], rules: { [id]: (options[rule] ?? configured[id]) as 'error' } });
  const problems = await lint({ ref: join(folder, 'openapi.yaml'), config: only });
  return problems.flatMap(({ location, ruleId, message }) =>
    location.slice(0, 1).map((place) => {
      const { source, start } = getLineColLocation(place);
      return `${relative(folder, source.absoluteRef)}:${start.line} ${ruleId} ${message}\n`;
    }),
  );
}

describe.each(rules)('%s', (rule) => {
  const [good, ...bad] = readdirSync(join(fixtures, rule)).toSorted((a, b) => Number(b === 'good') - Number(a === 'good'));

  it('has nothing to say about a good contract', async () => {
    expect(good).toBe('good');
    expect(await problemsOf(rule, join(fixtures, rule, 'good'))).toEqual([]);
  });

  it.each(bad)('finds what is %s', async (name) => {
    const problems = await problemsOf(rule, join(fixtures, rule, name));
    expect(problems).not.toEqual([]);
    await expect(problems.join('')).toMatchFileSnapshot(join(fixtures, rule, name, 'problems.txt'));
  });

  it('has a bad contract', () => expect(bad).not.toEqual([]));
});

describe('every rule', () => {
  it('has its fixtures', () => expect(readdirSync(fixtures).toSorted()).toEqual(rules.toSorted()));

  it('is part of the plugin', () => expect(Object.keys(plumbline().rules?.oas3 ?? {}).toSorted()).toEqual(rules.toSorted()));

  it('is an error in redocly.yaml', () => {
    const ours = Object.entries(configured).filter(([name]) => name.startsWith('plumbline/'));
    expect(ours.map(([name]) => name.replace('plumbline/', '')).toSorted()).toEqual(rules.toSorted());
    expect(ours.filter(([, value]) => value !== 'error' && (value as { severity?: string }).severity !== 'error')).toEqual([]);
  });
});
