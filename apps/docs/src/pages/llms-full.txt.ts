import type { APIRoute } from 'astro';
import { llmsFullTxt } from '../contract-pages/llms.ts';
import { pageList } from '../site/page-list.ts';
import { readSubject } from '../site/read-subject.ts';

/** All pages in one file. */
export const GET: APIRoute = async () => new Response(llmsFullTxt(await readSubject(), await pageList()), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
