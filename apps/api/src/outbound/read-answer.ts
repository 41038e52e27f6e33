import type { Dispatcher } from 'undici';

/** How many octets of an answer are read. */
const MOST_OCTETS = 64 * 1024;

/** An answer as it came; its text is never parsed or unpacked. */
export interface Answer {
  status: number;
  /** By lower-case name; several of one name are joined with commas. */
  headers: Record<string, string>;
  /** The first 64 KiB as UTF-8; what is none is U+FFFD, and so is NUL, which PostgreSQL does not take. */
  text: string;
  /** Whether there was more. */
  isCut: boolean;
}

/** Reads an answer to its end or to 64 KiB; of a longer one the connection is closed. */
export async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Answer> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    octets += chunk.length;
    if (octets > MOST_OCTETS) break;
  }
  const isCut = octets > MOST_OCTETS;
  // A character that is cut in two is left out.
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST_OCTETS), { stream: isCut });

  return { status: statusCode, headers: joined(headers), text: text.replaceAll('\0', '\uFFFD'), isCut };
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]));
}
