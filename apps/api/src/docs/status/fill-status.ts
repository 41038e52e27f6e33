import type { Log } from '@plumbline/server';
import { statusHtml } from './status-html.ts';
import { statusMarkdown } from './status-markdown.ts';
import type { Status } from './words.ts';

/** The paragraph of the built page, and of its Markdown twin, that the status takes the place of. */
const MARKER = /<p data-status(?:="")?>[\s\S]*?<\/p>/;

const UNKNOWN = 'How the service is doing could not be found out just now. Load this page again in a moment.';

/**
 * Gives what fills a built page with how the service is doing when it is asked for. When that cannot be had, the page says so.
 *
 * @param read reads the status
 */
export function statusFiller(read: () => Promise<Status>, log: Pick<Log, 'error'>): (page: string, type: 'html' | 'markdown') => Promise<string> {
  return async (page, type) => {
    const status = await read().catch((error: unknown) => void log.error({ err: error }, 'the status page was sent without the status, which could not be read'));
    const text = type === 'html' ? (status ? statusHtml(status) : `<p role="alert">${UNKNOWN}</p>`) : status ? statusMarkdown(status) : UNKNOWN;
    return page.replace(MARKER, () => text);
  };
}
