import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseYaml, Source, type Oas3Rule } from '@redocly/openapi-core';

const FOLDERS = ['paths', 'webhooks', 'components', 'policies'];

/** A file that nothing leads to is read by people and by nothing else, so it says what is no longer true. */
export const noUnusedFiles: Oas3Rule = ({ folders = FOLDERS }) => ({
  Root(_, { report, location }) {
    const root = location.source.absoluteRef;
    const reached = new Set<string>();
    reach(root, reached);

    for (const folder of (folders as string[]).map((name) => join(dirname(root), name)).filter((name) => existsSync(name))) {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
      for (const file of files.map((name) => join(folder, name)).filter((name) => !reached.has(name)).toSorted()) {
        report({
          message: 'No $ref leads to this file. Use it, or delete it.',
          location: { source: new Source(file, readFileSync(file, 'utf8')), pointer: '#/' },
        });
      }
    }
  },
});

function reach(file: string, reached: Set<string>): void {
  if (reached.has(file) || !existsSync(file)) return;
  reached.add(file);
  if (!/\.(?:ya?ml|json)$/.test(file)) return;

  for (const target of targets(parse(file))) {
    reach(resolve(dirname(file), target.replace(/#.*$/, '')), reached);
  }
}

function parse(file: string): unknown {
  try {
    return parseYaml(readFileSync(file, 'utf8'));
  } catch {
    return {}; // Redocly reports the syntax, with its line.
  }
}

/** What a document points to: by `$ref`, as the `externalValue` of an example, in the `mapping` of a discriminator. */
function targets(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];

  const files = Object.entries(node).flatMap(([key, value]): unknown[] => {
    if (key === 'mapping') return Object.values(value ?? {});
    return key === '$ref' || key === 'externalValue' ? [value] : [];
  });
  return files
    .filter((file) => typeof file === 'string' && !file.startsWith('#'))
    .concat(Object.values(node).flatMap(targets)) as string[];
}
