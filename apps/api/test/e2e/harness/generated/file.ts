import type { Octets } from './kept-alive.ts';
import type { Operation, ResponseNode } from './published.ts';

/** The media types of the file that an answer is; none where it is JSON, or has no body. */
export function fileTypes({ content = {} }: ResponseNode): string[] {
  const types = Object.keys(content);
  return types.includes('application/json') ? [] : types;
}

/** Values of `Accept` that let an operation's file pass, whichever of its types it has; undefined where it answers with JSON. */
export function acceptedOfFile({ responses }: Operation): (string | undefined)[] | undefined {
  const types = fileTypes(responses['200'] ?? {});
  return types.length === 0 ? undefined : [undefined, '*/*', types.join(', '), `text/html, ${types.map((type) => `${type};q=0.5`).join(', ')}`];
}

/** What is wrong with a file that was answered, in words: its length is not told before, and its name is. */
export function fileComplaints({ headers, body }: Octets, types: readonly string[]): string[] {
  const shown = types.map((type) => (type.startsWith('text/') ? `${type}; charset=utf-8` : type));
  const type = String(headers['content-type']);
  return [
    ...(shown.includes(type) ? [] : [`the content type is ${type} and should be ${shown.join(' or ')}`]),
    ...(headers['transfer-encoding'] === 'chunked' ? [] : ['the file is not chunked']),
    ...(headers['content-length'] === undefined ? [] : ['the file tells its length']),
    ...(/^attachment; filename="[^"]+"/.test(String(headers['content-disposition'])) ? [] : ['the file has no name']),
    ...(body.equals(Buffer.from(body.toString('utf8'))) ? [] : ['the file is not UTF-8']),
  ];
}
