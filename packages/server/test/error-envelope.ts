import { expect } from 'vitest';

/** The envelope of an error, after it was found to be whole. */
export interface Envelope {
  code: string;
  message: string;
  details?: { in: string; pointer: string; code: string; message: string }[];
}

/** Checks that an answer has all that every error has, and nothing that tells of the inside. */
export function readEnvelope({ headers, body }: { headers: Record<string, unknown>; body: string }): Envelope {
  expect(headers['content-type']).toBe('application/json');
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(headers['x-request-id']).toMatch(/^req_[\w-]{22}$/);
  const { error, ...rest } = JSON.parse(body) as { error: Envelope };
  expect(rest).toEqual({});
  expect(error).toEqual({
    code: expect.stringMatching(/^[a-z_]+$/),
    message: expect.any(String),
    ...(error.details && { details: error.details.map(() => ({ in: expect.any(String), pointer: expect.any(String), code: expect.any(String), message: expect.any(String) })) }),
    request_id: headers['x-request-id'],
    doc_url: `https://notes.example/errors#${error.code}`,
  });
  expect(body).not.toMatch(/\.ts\b|\.js\b|node_modules|\bat .+:\d+/);
  return error;
}
