/** The paths of all pages, as the sitemap names them. */
export async function sitemapPaths(origin: string): Promise<string[]> {
  const maps = await locationsOf(`${origin}/docs/sitemap-index.xml`);
  const pages = await Promise.all(maps.map(({ pathname }) => locationsOf(origin + pathname)));
  return pages.flat().map(({ pathname }) => pathname);
}

async function locationsOf(url: string): Promise<URL[]> {
  const text = await (await fetch(url)).text();
  return [...text.matchAll(/<loc>(.+?)<\/loc>/g)].map(([, location = '']) => new URL(location));
}
