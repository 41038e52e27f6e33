import { STATUS_CODES } from 'node:http';

/** What RFC 9110 calls otherwise than Node, which has the names of RFC 7231 and RFC 4918. */
const RENAMED: Readonly<Record<number, string>> = { 413: 'Content Too Large', 422: 'Unprocessable Content' };

/** The reason phrase of a status: `Not Found`. */
export function phraseOf(status: number): string {
  return RENAMED[status] ?? STATUS_CODES[status] ?? '';
}
