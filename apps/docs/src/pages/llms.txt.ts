import type { APIRoute } from 'astro';
import { llmsTxt } from '../contract-pages/llms.ts';
import { pageList } from '../site/page-list.ts';
import { readSubject } from '../site/read-subject.ts';

/** All pages, by their Markdown twins (https://llmstxt.org). */
export const GET: APIRoute = async () => new Response(llmsTxt(await readSubject(), await pageList()), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
