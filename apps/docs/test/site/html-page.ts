import { createHash } from 'node:crypto';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** What is asked of an HTML page without a browser. */
export interface HtmlPage {
  title: string;
  /** What links of the page name, as it is written. */
  links: readonly string[];
  /** What the page loads by itself: scripts, styles, images. */
  resources: readonly string[];
  /** The fragments that a link can name. */
  anchors: ReadonlySet<string>;
  /** Sources of its inline scripts and style elements, as a Content-Security-Policy names them. */
  hashes: readonly string[];
  /** Attributes that a policy without `unsafe-inline` never runs: `button onclick`. */
  handlers: readonly string[];
}

/** The attributes that name what an element loads. */
const LOADED: Readonly<Record<string, string>> = { script: 'src', img: 'src', source: 'src', iframe: 'src', video: 'src', audio: 'src', link: 'href' };

/** The relations of a `link` element that a browser follows by itself (HTML, 4.6.7). */
const FOLLOWED = /\b(?:stylesheet|icon|preload|modulepreload|prefetch|manifest)\b/;

/** Parses a page as a browser does (HTML, 13.2). */
export function readHtml(html: string): HtmlPage {
  const page = { title: '', links: [] as string[], resources: [] as string[], anchors: new Set<string>(['', 'top']), hashes: [] as string[], handlers: [] as string[] };
  for (const element of elementsOf(parse(html).childNodes)) {
    const { tagName } = element;
    const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]));
    const id = attributes.get('id');
    if (id) page.anchors.add(id);
    page.handlers.push(...[...attributes.keys()].filter((name) => name.startsWith('on')).map((name) => `${tagName} ${name}`));

    const href = attributes.get('href');
    if (tagName === 'a' && href !== undefined) page.links.push(href);
    if (tagName === 'title' && page.title === '') page.title = textOf(element);
    const loaded = attributes.get(LOADED[tagName] ?? '');
    if (loaded !== undefined && (tagName !== 'link' || FOLLOWED.test(attributes.get('rel') ?? ''))) page.resources.push(loaded);
    const text = textOf(element);
    if ((tagName === 'style' || (tagName === 'script' && loaded === undefined)) && text !== '') page.hashes.push(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  return page;
}

function* elementsOf(nodes: readonly Node[]): Iterable<Element> {
  for (const node of nodes) {
    if (!('tagName' in node)) continue;
    yield node;
    yield* elementsOf(node.childNodes);
  }
}

function textOf({ childNodes }: Element): string {
  return childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}
