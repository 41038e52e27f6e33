import type { APIRoute, GetStaticPaths } from 'astro';
import { pageList, type SitePage } from '../site/page-list.ts';
import { twinOf } from '../site/twin.ts';

export const getStaticPaths: GetStaticPaths = async () =>
  (await pageList()).map((page) => ({ params: { slug: page.id === '' ? 'index' : page.id }, props: { page } }));

/** The Markdown twin of each page. */
export const GET: APIRoute<{ page: SitePage }> = ({ props }) =>
  new Response(twinOf(props.page), { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } });
