import { beforeAll, describe, expect, inject, it } from 'vitest';
import { CONTRACT_ADDRESSES, SCOPES } from './contract-addresses.ts';
import { crawl, type Site } from './crawl.ts';
import { sitemapPaths } from './sitemap-paths.ts';

const origin = inject('origin');
const ask = (path: string, accept = '*/*') => fetch(origin + path, { headers: { accept }, redirect: 'manual' });
const typeOf = (response: Response) => response.headers.get('content-type');

const linksOf = (path: string) => site.visits.get(path)?.page?.links ?? [];

let site: Site;
/** The pages that were built, which are those of the collection and what is made beside them. */
let pages: string[];
beforeAll(async () => {
  site = await crawl(origin, ['/docs/', '/docs/nothing-is-here/', ...(await sitemapPaths(origin))]);
  pages = [...site.visits].filter(([path, { status, page }]) => page && status === 200 && path.startsWith('/docs/') && path !== '/docs/try/').map(([path]) => path);
}, 60_000);

describe('links', () => {
  it('lead to what is there, with anchors', () => {
    expect(site.broken).toEqual([]);
    expect(pages.length).toBeGreaterThan(CONTRACT_ADDRESSES.length);
  });

  it('of doc_url lead to the page of the code, and old ones to the list of codes', async () => {
    const { error } = (await (await ask('/v1/nothing')).json()) as { error: { code: string; doc_url: string } };
    expect(new URL(error.doc_url).pathname).toBe(`/docs/errors/${error.code}/`);
    expect(site.visits.get(`/docs/errors/${error.code}/`)?.status).toBe(200);
    expect(site.visits.get('/docs/errors/')?.page?.anchors).toContain(error.code);
  });

  it('without the slash, and that of the server itself, are redirected', async () => {
    const moved = await Promise.all(['/', '/docs', '/docs/guides/quickstart', '/docs/operations/createProject?a=b'].map(async (path) => (await ask(path)).headers.get('location')));
    expect(moved).toEqual(['/docs/', '/docs/', '/docs/guides/quickstart/', '/docs/operations/createProject/?a=b']);
  });

  it('to nothing are answered with a page that leads back', async () => {
    const { status, page, text } = site.visits.get('/docs/nothing-is-here/') ?? {};
    expect([status, page?.links.includes('/docs/')]).toEqual([404, true]);
    expect(text).toMatch(/404|not found|no such page/i);
  });
});

describe('the contract', () => {
  it('has a page for every operation, event and error code, each with a title of its own', () => {
    expect(CONTRACT_ADDRESSES.filter((path) => site.visits.get(path)?.status !== 200)).toEqual([]);
    const titles = CONTRACT_ADDRESSES.map((path) => `${site.visits.get(path)?.page?.title}`);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('has every scope on the page of scopes', () => {
    const text = site.visits.get('/docs/scopes/')?.text ?? '';
    expect(SCOPES.filter((scope) => !text.includes(scope))).toEqual([]);
  });

  it('is linked from the navigation of the home page: everything within two clicks', () => {
    const near = new Set([...linksOf('/docs/'), ...linksOf('/docs/').flatMap(linksOf)]);
    expect(CONTRACT_ADDRESSES.filter((path) => !near.has(path))).toEqual([]);
  });

  it.each(['/docs/openapi.json', '/docs/openapi.yaml', '/docs/v2/openapi.json', '/docs/v2/openapi.yaml', '/docs/reference', '/docs/v2/reference'])('is at %s', async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('createProject');
  });
});

describe('Markdown', () => {
  it('is the twin of every page, by its address and by what is accepted', async () => {
    const wrong = await Promise.all(
      pages.map(async (path) => {
        const twin = path === '/docs/' ? '/docs/index.md' : `${path.slice(0, -1)}.md`;
        const [own, negotiated] = await Promise.all([ask(twin), ask(path, 'text/markdown, text/html;q=0.5')]);
        const isMarkdown = [own, negotiated].every((response) => response.status === 200 && typeOf(response) === 'text/markdown; charset=utf-8');
        const [text, same] = await Promise.all([own.text(), negotiated.text()]);
        if (!isMarkdown) return `${twin} is ${own.status} ${typeOf(own)}, ${path} as Markdown ${negotiated.status} ${typeOf(negotiated)}`;
        return text === same && text.startsWith('# ') ? [] : `${twin} has no title, or is not what ${path} is as Markdown`;
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });

  it('is what every link of llms.txt leads to, and llms-full.txt has it all', async () => {
    const [index, full] = await Promise.all(['/llms.txt', '/docs/llms-full.txt'].map(async (path) => (await ask(path)).text()));
    const links = [...(index ?? '').matchAll(/\]\((\S+?)\)/g)].map(([, href = '']) => new URL(href, `${origin}/docs/`));
    const answers = await Promise.all(links.map(async ({ pathname }) => [pathname, typeOf(await ask(pathname))]));
    expect(answers.filter(([, type]) => type !== 'text/markdown; charset=utf-8')).toEqual([]);
    expect(CONTRACT_ADDRESSES.filter((path) => !links.some(({ pathname }) => pathname === `${path.slice(0, -1)}.md`))).toEqual([]);
    expect(CONTRACT_ADDRESSES.filter((path) => !full?.includes(path.split('/')[3] ?? path))).toEqual([]);
  });
});

describe('every page', () => {
  it('is in the sitemap, and nothing else is', async () => {
    const left = new Set(['/docs/try/']);
    expect((await sitemapPaths(origin)).filter((path) => !left.has(path)).toSorted()).toEqual(pages.toSorted());
  });

  it('loads nothing from another host, and nothing that its policy refuses', () => {
    const wrong = pages.flatMap((path) => {
      const { page, headers } = site.visits.get(path) ?? {};
      const policy = headers?.get('content-security-policy') ?? '';
      const refused = page?.hashes.filter((hash) => !policy.includes(hash)) ?? [];
      const foreign = page?.resources.filter((resource) => !resource.startsWith('data:') && new URL(resource, origin + path).origin !== origin) ?? [];
      return [...refused, ...foreign, ...(page?.handlers ?? []), ...(/script-src[^;]*'unsafe-(?:inline|eval)'/.test(policy) || policy === '' ? [`the policy ${policy}`] : [])].map((fault) => `${path}: ${fault}`);
    });
    expect(wrong).toEqual([]);
  });

  it.each(['/docs/changelog.xml', '/docs/status.xml'])('can be followed where it changes: %s is an Atom feed', async (path) => {
    const response = await ask(path);
    expect([response.status, /^application\/(?:atom\+)?xml/.test(typeOf(response) ?? '')]).toEqual([200, true]);
    expect(await response.text()).toMatch(/^<\?xml[^>]+\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">[\s\S]+<\/feed>\n$/);
  });
});
