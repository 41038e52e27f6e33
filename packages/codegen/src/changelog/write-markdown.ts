import { DocumentNode } from '../compare/document-node.ts';
import type { Bundle } from '../compare/read-bundle.ts';
import type { Changelog } from './changelog.ts';
import { KINDS, type Entry, type Section, type Subject } from './entry.ts';
import { inventoryOf } from './inventory.ts';

/** Gives the address of a subject's page; undefined where it has none. */
export type AddressOf = (subject: Subject) => string | undefined;

/** What several subjects of a type are called together. */
const PLURALS: Record<Subject['type'], string> = { operation: 'Operations', event: 'Events', error: 'Error codes', schema: 'Schemas', scope: 'Scopes' };
const FOLDERS: Record<Subject['type'], string | undefined> = { operation: 'operations', event: 'events', error: 'errors', schema: 'schemas', scope: undefined };

/**
 * Finds the pages of what a contract has today. What has gone since has none.
 *
 * @param site the path that the pages are below: `/docs`
 */
export function pagesOf(contract: Bundle, site: string): AddressOf {
  const present = new Set(inventoryOf(new DocumentNode('head', contract)).map(({ subject: { type, name } }) => `${type} ${name}`));
  return ({ type, name }) => {
    if (!present.has(`${type} ${name}`)) return undefined;
    return FOLDERS[type] ? `${site}/${FOLDERS[type]}/${name}/` : `${site}/scopes/`;
  };
}

/** Writes a changelog in CommonMark: a heading for each day or release, and one for each kind of change. */
export function writeMarkdown({ sections, gap }: Changelog, addressOf: AddressOf): string {
  const parts = sections.map((section) => `## ${titleOf(section)}\n\n${sectionInMarkdown(section, addressOf)}`);
  return `${[...(gap ? [gap] : []), ...parts].join('\n\n')}\n`;
}

/** What a section is called: its release with its day, or its day. */
export function titleOf({ date, release }: Section): string {
  return release ? `${release} (${date})` : date;
}

/** Writes one section, without its title. */
export function sectionInMarkdown({ entries }: Section, addressOf: AddressOf): string {
  if (entries.length === 0) return 'The contract is as it was before.';
  return KINDS.flatMap((kind) => {
    const of = entries.filter((entry) => entry.kind === kind);
    return of.length === 0 ? [] : [`### ${kind}\n\n${of.map((entry) => line(entry, addressOf)).join('\n')}`];
  }).join('\n\n');
}

function line({ breaking, subjects, text }: Entry, addressOf: AddressOf): string {
  const names = subjects.map((subject) => linked(subject, addressOf)).join(', ');
  const [first] = subjects;
  const said = linkedCodes(text, addressOf);
  const whole = text === '' && first ? `${PLURALS[first.type]}: ${names}.` : names === '' ? said : `${names}: ${said}`;
  return `- ${breaking ? '**Breaking.** ' : ''}${whole}`;
}

function linked(subject: Subject, addressOf: AddressOf): string {
  const address = addressOf(subject);
  return address ? `[\`${subject.name}\`](${address})` : `\`${subject.name}\``;
}

/** Links error codes that a text names, and keeps what a contract's text has of HTML from being read as such. */
function linkedCodes(text: string, addressOf: AddressOf): string {
  const spans = text.split(/(`[^`]*`)/).map((span) => (span.startsWith('`') ? span : span.replaceAll(/[<*[\]]/g, '\\$&')));
  return spans.join('').replaceAll(/\bthe code ([a-z][a-z0-9_]*)/g, (_, name: string) => `the code ${linked({ type: 'error', name }, addressOf)}`);
}
