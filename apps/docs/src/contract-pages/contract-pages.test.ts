import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '@plumbline/contract';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { readSamples } from '../samples/samples.ts';
import { contractPages } from './contract-pages.ts';
import { anchorOf } from './markdown.ts';

const pages = contractPages(contract, readSamples());
const byId = new Map(pages.map((page) => [page.id, page]));
const GUIDES = join(import.meta.dirname, '../content/docs');

/** What is served below `/docs/` and made by others than these functions. */
const OTHERS = new Set(['try', 'reference', 'openapi.json', 'openapi.yaml']);

interface Node {
  type: string;
  url?: string;
  value?: string;
  children?: Node[];
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

function textIn(node: Node): string {
  return node.value ?? (node.children ?? []).map(textIn).join('');
}

const trees = new Map(pages.map(({ id, markdown }) => [id, nodesOf(fromMarkdown(markdown))]));
const linksOf = (id: string) => (trees.get(id) ?? []).flatMap(({ type, url = '' }) => (type === 'link' ? [url] : []));
const headingsIn = (nodes: readonly Node[]) => nodes.filter(({ type }) => type === 'heading').map(textIn);
const headingsOf = (id: string) => headingsIn(trees.get(id) ?? []);

/** Whether a link of a page leads to a page, and to a heading that is there once. */
function leads(url: string): boolean {
  const { pathname, hash } = new URL(url, 'https://plumbline.example');
  const id = pathname.replace(/^\/docs\//, '').replace(/\/$/, '');
  if (!pathname.startsWith('/docs/')) return false;
  if (OTHERS.has(id)) return true;
  if (!pathname.endsWith('/')) return false;
  const guide = join(GUIDES, `${id}.md`);
  const isThere = id.startsWith('guides/') ? existsSync(guide) : byId.has(id);
  if (!isThere || hash === '') return isThere;
  const headings = byId.has(id) ? headingsOf(id) : headingsIn(nodesOf(fromMarkdown(readFileSync(guide, 'utf8'))));
  return headings.filter((heading) => anchorOf(heading) === hash.slice(1)).length === 1;
}

describe('contractPages', () => {
  it.each([
    ['operation', Object.keys(contract.operations).map((name) => `operations/${name}`)],
    ['event', contract.events.map((name) => `events/${name}`)],
    ['error code', Object.keys(contract.errors).map((name) => `errors/${name}`)],
    ['schema', Object.keys(contract.document.components.schemas).map((name) => `schemas/${name}`)],
    ['kind', ['operations', 'events', 'errors', 'schemas', 'scopes']],
  ])('has a page for every %s', (_, ids) => {
    expect(ids.filter((id) => !byId.has(id))).toEqual([]);
  });

  it('gives no two pages one address, and each a title and a description of one line', () => {
    expect(byId.size).toBe(pages.length);
    expect(pages.filter(({ title, description }) => title === '' || description === '' || /[\n`]/.test(description))).toEqual([]);
  });

  it('has a heading for every scope, and an anchor for every error code where old answers lead', () => {
    expect(headingsOf('scopes')).toEqual(expect.arrayContaining(Object.keys(contract.scopes)));
    expect(headingsOf('errors').map(anchorOf)).toEqual(expect.arrayContaining(Object.keys(contract.errors)));
  });

  it('lists every page of a kind in the list of that kind', () => {
    const missing = pages.filter(({ id, group }) => id.startsWith(`${group}/`) && !linksOf(group).includes(`/docs/${id}/`));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it.each(pages.map(({ id }) => [id]))('%s has no link that leads nowhere', (id) => {
    expect(linksOf(id).filter((url) => !leads(url))).toEqual([]);
  });

  it('holds no HTML, and no table that a cell has torn', () => {
    expect([...trees].filter(([, nodes]) => nodes.some(({ type }) => type === 'html')).map(([id]) => id)).toEqual([]);
    const torn = pages.flatMap(({ id, markdown }) => tables(markdown).filter((rows) => new Set(rows.map(cellCount)).size > 1).map(() => id));
    expect(torn).toEqual([]);
  });
});

/** The tables of a page as their lines. */
function tables(markdown: string): string[][] {
  return markdown.split(/\n(?!\|)|\n\n/).map((part) => part.split('\n').filter((line) => line.startsWith('|'))).filter((rows) => rows.length > 0);
}

/** A bar that nothing escapes ends a cell (GFM, 4.10). */
function cellCount(row: string): number {
  return row.match(/(?<!\\)\|/g)?.length ?? 0;
}
