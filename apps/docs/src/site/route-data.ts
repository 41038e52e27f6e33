import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { getCollection } from 'astro:content';
import { linksOf, sidebarOf, type Listed } from './sidebar.ts';

/** Gives each page the sidebar, and its neighbours in it. */
export const onRequest = defineRouteMiddleware(async ({ locals }) => {
  const route = locals.starlightRoute;
  const pages: Listed[] = await getCollection('docs');
  route.sidebar = sidebarOf(pages, '/docs/', route.id);
  const twin = `/docs/${route.id === '' ? 'index' : route.id}.md`;
  if (route.id !== '404') route.head.push({ tag: 'link', attrs: { rel: 'alternate', type: 'text/markdown', href: twin }, content: '' });
  const links = linksOf(route.sidebar);
  const place = links.findIndex(({ isCurrent }) => isCurrent);
  route.pagination = place === -1 ? { prev: undefined, next: undefined } : { prev: links[place - 1], next: links[place + 1] };
});
