import type { IncomingMessage } from 'node:http';
import { parse } from 'content-type';
import { fail, type Failure, type Fault } from '../failure.ts';
import { readIJson } from './i-json.ts';

/** Octets of a body that are read. */
export const LARGEST_BODY = 1024 * 1024;

/** A body that was read: its value, and the media type that chose its schema. */
export interface ReadBody {
  value: unknown;
  /** As the contract writes it, without parameters. */
  mediaType: string;
}

/**
 * Reads a JSON body.
 *
 * @param accepted the media types that the operation reads
 * @param required whether the operation needs a body
 * @returns undefined when there is none and none is needed
 * @throws Failure `malformed_json`, `content_too_large`, or `unsupported_media_type` (RFC 9110, 15.5.14 and 15.5.16)
 */
export async function readBody(
  request: IncomingMessage,
  accepted: readonly string[],
  required: boolean,
): Promise<ReadBody | undefined> {
  const { headers } = request;
  const announced = headers['content-length'];
  const absent = announced === undefined ? headers['transfer-encoding'] === undefined : Number(announced) === 0;
  if (absent) return nothing(required);
  if (Number(announced ?? 0) > LARGEST_BODY) throw tooLarge();

  const declared = headers['content-type'];
  const mediaType = declared === undefined ? undefined : checkType(declared, accepted);
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw fail('unsupported_media_type', {
      message: 'The body must be sent uncompressed.',
      headers: { 'Accept-Encoding': 'identity' },
    });
  }

  const octets = await readOctets(request);
  if (octets.length === 0) return nothing(required);
  if (mediaType === undefined) throw unsupported(accepted, 'has no `Content-Type`');
  return { value: readJson(octets), mediaType };
}

function nothing(required: boolean): undefined {
  if (required) throw malformed({ pointer: '', message: 'is empty, and this operation needs one' });
}

function checkType(header: string, accepted: readonly string[]): string {
  const { type, parameters } = parse(header);
  const mediaType = accepted.find((one) => one.toLowerCase() === type.toLowerCase());
  if (mediaType === undefined) throw unsupported(accepted, 'has another type');
  const charset = parameters['charset']?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8') throw unsupported(accepted, 'has another charset than UTF-8');
  return mediaType;
}

async function readOctets(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readJson(octets: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    throw malformed({ pointer: '', message: 'is not valid UTF-8' });
  }
  const read = readIJson(text);
  if ('fault' in read) throw malformed(read.fault);
  return read.value;
}

function malformed({ pointer, message }: { pointer: string; message: string }): Failure {
  const details: Fault[] = [{ in: 'body', pointer, code: 'malformed_json', message }];
  return fail('malformed_json', {
    message: pointer === '' ? `The body ${message}.` : `In the body, \`${pointer}\` ${message}.`,
    details,
  });
}

function unsupported(accepted: readonly string[], problem: string): Failure {
  return fail('unsupported_media_type', {
    message: `The body must be \`${accepted.join('` or `')}\`, but ${problem}.`,
    headers: { Accept: accepted.join(', ') },
  });
}

function tooLarge(): Failure {
  return fail('content_too_large', { message: `The body is larger than ${LARGEST_BODY} bytes.` });
}
