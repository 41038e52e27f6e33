import { readHtml, type HtmlPage } from './html-page.ts';

/** An answer to a link or to an address of the sitemap. */
export interface Visit {
  status: number;
  headers: Headers;
  /** Where redirects have led: the path. */
  path: string;
  text: string;
  /** Undefined where the answer is no HTML. */
  page: HtmlPage | undefined;
}

/** A link that leads nowhere: where it stands, what it says, what is wrong with it. */
export type Broken = string;

/** Everything that can be reached. */
export interface Site {
  /** By the path that was asked for, without query and fragment. */
  visits: ReadonlyMap<string, Visit>;
  broken: readonly Broken[];
  /** Links to other hosts, which are not asked. */
  foreign: ReadonlySet<string>;
}

/** Requests at once. */
const AT_ONCE = 8;

/** Pages that are made of scripts, whose anchors a parser does not see. */
const RENDERED = /^\/docs\/(?:v2\/)?reference$/;

/**
 * Follows every link of every HTML page from some addresses on, each once, and holds fragments against what the pages have.
 * Paths outside of `/docs/` are asked for, but what they link to is not.
 *
 * @param origin the server: `http://127.0.0.1:40123`
 * @param starts paths
 */
export async function crawl(origin: string, starts: readonly string[]): Promise<Site> {
  const visits = new Map<string, Visit>();
  const wanted: { from: string; href: string; path: string; fragment: string }[] = [];
  const foreign = new Set<string>();
  const seen = new Set(starts);
  let queue = [...starts];

  while (queue.length > 0) {
    const batch = queue.splice(0, AT_ONCE);
    const answers = await Promise.all(batch.map((path) => visitPath(origin, path)));
    for (const [index, path] of batch.entries()) {
      const visit = answers[index];
      if (!visit) continue;
      visits.set(path, visit);
      if (!visit.page || !visit.path.startsWith('/docs/') || RENDERED.test(path)) continue;
      for (const href of visit.page.links) {
        const url = new URL(href, origin + visit.path);
        if (url.origin !== origin) {
          foreign.add(url.href);
          continue;
        }
        wanted.push({ from: path, href, path: url.pathname, fragment: decodeURIComponent(url.hash.slice(1)) });
        if (!seen.has(url.pathname)) queue.push(url.pathname);
        seen.add(url.pathname);
      }
    }
    queue = [...new Set(queue)];
  }

  const broken = wanted.flatMap(({ from, href, path, fragment }) => {
    const wrong = path === from ? anchorFault(visits.get(path), fragment) : faultOf(visits.get(path), path, fragment);
    return wrong ? [`${from} links to ${href}: ${wrong}`] : [];
  });
  return { visits, broken: [...new Set(broken)], foreign };
}

async function visitPath(origin: string, path: string): Promise<Visit> {
  const response = await fetch(origin + path, { headers: { accept: 'text/html,*/*;q=0.5' } });
  const text = await response.text();
  const isHtml = response.headers.get('content-type')?.startsWith('text/html') === true;
  return { status: response.status, headers: response.headers, path: new URL(response.url).pathname, text, page: isHtml && !RENDERED.test(path) ? readHtml(text) : undefined };
}

function faultOf(visit: Visit | undefined, path: string, fragment: string): string | undefined {
  if (!visit) return 'it was not asked for';
  if (visit.status !== 200) return `it answers ${visit.status}`;
  if (path.startsWith('/docs/') && visit.path !== path) return `it is redirected to ${visit.path}`;
  return anchorFault(visit, fragment);
}

function anchorFault(visit: Visit | undefined, fragment: string): string | undefined {
  return visit?.page && !visit.page.anchors.has(fragment) ? `it has no anchor ${fragment}` : undefined;
}
