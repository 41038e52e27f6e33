import type { IncomingMessage } from 'node:http';
import { fail, type Failure } from '../failure.ts';
import type { Principal } from '../seams.ts';

/** `b64token` of RFC 6750, section 2.1, behind the scheme, which is case-insensitive (RFC 9110, 11.1). */
const BEARER = /^bearer +([\w~+/.-]+=*) *$/i;

/**
 * Finds out who calls.
 *
 * @param verify tells whose a token is, or undefined
 * @throws Failure `missing_credentials` or `invalid_credentials`, with the challenge of RFC 6750, section 3:
 *   it carries an error code only when a bearer token was sent (3.1)
 */
export async function authenticate<Caller extends Principal>(
  { headers }: IncomingMessage,
  verify: (token: string) => Promise<Caller | undefined>,
): Promise<Caller> {
  const { authorization } = headers;
  if (authorization === undefined) {
    throw fail('missing_credentials', {
      message: 'This request needs a key: send `Authorization: Bearer <key>`.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
  if (!/^bearer(?: |$)/i.test(authorization)) {
    throw fail('invalid_credentials', {
      message: 'The `Authorization` header must use the scheme `Bearer`.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }

  const token = bearerToken({ headers });
  if (token === undefined) throw invalidToken();
  const principal = await verify(token);
  if (principal === undefined) throw invalidToken();
  return principal;
}

/** The token of a request, or undefined where there is none that is well-formed. */
export function bearerToken({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  return BEARER.exec(headers.authorization ?? '')?.[1];
}

function invalidToken(): Failure {
  return fail('invalid_credentials', {
    message: 'The key is not valid: it is mistyped, unknown, revoked or expired.',
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });
}
