import type { OpenApiDocument } from './document.ts';
import { withoutLead } from './lead.ts';
import { blocks, bullets, plain, section } from './markdown.ts';

/** A page of the site, guide or contract, as far as machines read of it. */
export interface ListedPage {
  /** The address below `/docs/`; empty for the home page. */
  id: string;
  title: string;
  description: string;
  /** The body, without the title. */
  markdown: string;
  group: string;
}

/** What the site is about. */
export type Subject = Pick<OpenApiDocument['info'], 'title' | 'summary' | 'description'>;

/** The sections in the order in which a reader without knowledge needs them; what has no place here comes last. */
const SECTIONS = [
  ['guides', 'Guides'],
  ['operations', 'Operations'],
  ['events', 'Events'],
  ['errors', 'Errors'],
  ['scopes', 'Scopes'],
  ['schemas', 'Schemas'],
] as const;

/**
 * The list of all pages for language models, each by its Markdown twin (https://llmstxt.org): title, summary, and sections
 * of links with a line about each.
 *
 * @param address of the twin of a page, by its id
 */
export function llmsTxt(subject: Subject, pages: readonly ListedPage[], address = twinAddress): string {
  const sections = inSections(pages).map(([heading, inside]) => section(`## ${heading}`, bullets(inside.map((page) => lineOf(page, address)))));
  return `${blocks(...headOf(subject), ...sections)}\n`;
}

/** All pages in one file, in the order of `llmsTxt`, each below a heading of its own with its address. */
export function llmsFullTxt(subject: Subject, pages: readonly ListedPage[], address = twinAddress): string {
  const documents = inSections(pages).flatMap(([, inside]) => inside.map((page) => blocks(`# ${page.title}`, `Source: ${address(page.id)}`, page.description, withoutLead(page).trim())));
  return `${blocks(...headOf(subject), ...documents)}\n`;
}

/** Where the Markdown twin of a page is: `/docs/operations/createProject.md`. */
export function twinAddress(id: string): string {
  return `/docs/${id === '' ? 'index' : id}.md`;
}

function headOf({ title, summary, description }: Subject): string[] {
  const lines = [`# ${title}`, summary === undefined ? '' : `> ${summary}`, description ?? ''];
  return [...lines, 'The contract itself is OpenAPI 3.1: as YAML at `/docs/openapi.yaml`, as JSON at `/docs/openapi.json`. Every page is Markdown at its address with `.md`, or with `Accept: text/markdown`.'];
}

function inSections(pages: readonly ListedPage[]): [string, ListedPage[]][] {
  const known = new Set<string>(SECTIONS.map(([group]) => group));
  const named = SECTIONS.map(([group, heading]): [string, ListedPage[]] => [heading, pages.filter((page) => page.group === group)]);
  const others: [string, ListedPage[]] = ['More', pages.filter(({ group }) => !known.has(group))];
  return [...named, others].filter(([, inside]) => inside.length > 0);
}

function lineOf({ id, title, description }: ListedPage, address: (id: string) => string): string {
  const about = description.replaceAll(/\s+/g, ' ').trim();
  return `[${plain(title)}](${address(id)})${about === '' ? '' : `: ${about}`}`;
}
