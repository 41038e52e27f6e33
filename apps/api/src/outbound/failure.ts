import { errors } from 'undici';

/** Why a call came to nothing, in one sentence for whoever wrote the URL. */
export interface Failure {
  reason: string;
  /** Whether it took too long. */
  isTimeout: boolean;
}

const MOST_LETTERS = 300;
const CLOSED = 'The connection was closed before the answer was complete';
const LATE = 'The other side did not answer in time';
const NO_TLS = 'TLS could not be agreed on';
const NOT_ACCEPTED = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;
const UNREACHABLE = 'The host cannot be reached';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused',
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  EPROTO: NO_TLS,
  UND_ERR_SOCKET: CLOSED,
  ETIMEDOUT: LATE,
  UND_ERR_CONNECT_TIMEOUT: LATE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the answer are larger than 16 KiB',
};

/** Tells what an error of undici, of a socket or of TLS means; its code stays, for whoever looks it up. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { reason: String(error).slice(0, MOST_LETTERS), isTimeout: false };

  const { code } = error as NodeJS.ErrnoException;
  const reason = reasonOf(error, code ?? '').slice(0, MOST_LETTERS);

  return { reason: code ? `${reason} (${code}).` : `${reason}.`, isTimeout: code !== undefined && REASONS[code] === LATE };
}

function reasonOf(error: Error, code: string): string {
  const known = REASONS[code] ?? (code.startsWith('ERR_SSL_') ? NO_TLS : undefined);
  if (known) return known;
  if (error instanceof errors.HTTPParserError) return 'The answer is not HTTP/1.1';

  // Behind the semicolon, Node tells its operator what to try.
  const [said = ''] = error.message.replace(/\.$/, '').split(';');
  return NOT_ACCEPTED.test(code) ? `The certificate is not accepted: ${said}` : said;
}
