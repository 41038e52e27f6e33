import type { ContractIndex } from './contract-index.ts';
import { guideLink, operationLink, scopeLink } from './links.ts';
import { blocks, bullets, capital, code, prose, section, table } from './markdown.ts';
import type { Page } from './page.ts';

/** The page of all scopes: what each allows, and the operations that ask for it. */
export function scopePage({ scopes, operations }: ContractIndex): Page {
  const open = operations.filter((operation) => operation.scopes === null);
  return {
    id: 'scopes',
    title: 'Scopes',
    description: `The ${scopes.length} scopes that a key can be granted, and the operations that each allows.`,
    markdown: blocks(
      `A key may do what its scopes say, and an operation without the scope that it asks for is refused with 403. Grant a key what its program needs and no more: see the guide to ${guideLink('authentication', 'authentication')}. An operation that is marked with * is only for keys of the whole account, whatever their scopes.`,
      ...[...Map.groupBy(scopes, ({ name }) => name.split(':')[0] ?? '')].map(([object, inside]) =>
        section(`## ${capital(object)}`, ...inside.map(({ name, description, operations: allowed }) => section(`### ${code(name)}`, prose(description), bullets(allowed.map(lineOf))))),
      ),
      open.length > 0 && section('## Without a key', bullets(open.map(lineOf))),
    ),
    label: 'All scopes',
    group: 'scopes',
  };
}

function lineOf({ id, summary, access }: ContractIndex['operations'][number]): string {
  return `${operationLink(id)}${access === 'account' ? ' \\*' : ''} · ${prose(summary)}`;
}

/** Each scope, and what it allows. */
export function scopeTable({ scopes }: ContractIndex): string {
  return table(['Scope', 'Allows'], scopes.map(({ name, description }) => [scopeLink(name), prose(description)]));
}
