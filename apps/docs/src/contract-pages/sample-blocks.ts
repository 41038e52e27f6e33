import type { Sample } from '../samples/samples.ts';
import { block, blocks } from './markdown.ts';
import { phraseOf } from '../client-names.ts';

/** What is shown of the headers of a recorded answer; the others are told in words. */
const SHOWN = /^(content-type|content-disposition|location|etag|link)$/i;

/** A sample as code blocks: the request with curl and in TypeScript, and the answer that it got. */
export function exampleBlocks(sample: Sample | undefined): string {
  if (!sample) return '';
  return blocks(block('sh title="curl"', sample.curl), block('ts title="TypeScript"', sample.typescript), answerBlock(sample));
}

function answerBlock({ response }: Sample): string {
  if (!response) return '';
  const { status, headers, body, type } = response;
  const shown = Object.entries(headers).filter(([name]) => SHOWN.test(name));
  const head = block('http', [`HTTP/1.1 ${status} ${phraseOf(status)}`, ...shown.map(([name, text]) => `${name}: ${text}`)].join('\n'));
  return blocks('The answer that it got:', head, body !== '' && block(languageOf(type), body));
}

function languageOf(type: string): string {
  if (/[/+]json\b/.test(type)) return 'json';
  return 'text';
}
