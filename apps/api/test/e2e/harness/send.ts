import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** What a test sends beside method and path. */
export interface Sent {
  key?: string | undefined;
  headers?: Record<string, string>;
  /** Sent as JSON, with its type. */
  json?: unknown;
  /** Sent as it is; the test sets the type. */
  body?: string | Buffer;
}

export interface ErrorBody {
  code: string;
  message: string;
  details?: { in: string; pointer: string; code: string; message: string }[];
  request_id: string;
  doc_url: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body, where there is one; what is in it is the test's to compare. */
  json: { error: ErrorBody } & Record<string, unknown>;
}

/** Sends one request over a connection of its own, adding nothing that the test does not name. */
export function sendTo(url: string, method: string, path: string, { key, headers = {}, json, body }: Sent = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const all = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port, method, path, agent: false, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = text !== '' && response.headers['content-type']?.startsWith('application/json') === true;
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: (isJson ? JSON.parse(text) : {}) as Answer['json'], // Each test says what it expects in it.
        });
      });
    });
    request.on('error', reject);
    request.end(json === undefined ? body : JSON.stringify(json));
  });
}
