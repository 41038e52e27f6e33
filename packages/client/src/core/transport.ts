import { authorizer, type ClientOptions } from './client-options.ts';
import { endingNotice } from './ending-notice.ts';
import type { AttemptInfo, Hooks } from './hooks.ts';
import { createLog, type Level } from './log.ts';
import { ApiError } from './api-error.ts';
import { AbortError, ConnectionError, TimeoutError } from './no-answer-error.ts';
import type { CallOptions, ErrorClass, Operation } from './operation.ts';
import { createPacer } from './pacer.ts';
import { LONGEST, pause } from './pause.ts';
import { PlumblineError } from './plumbline-error.ts';
import { readError } from './read-error.ts';
import { mayRepeat, retryDelay } from './retry.ts';

/** What is sent, and how. */
export interface Exchange<T> {
  url: string;
  headers: Headers;
  /** @param isLast whether nothing of the request is needed afterwards */
  send(init: { headers: Headers; signal: AbortSignal }, isLast: boolean): Promise<Response>;
  /** Reads a success, while its attempt lasts. */
  read(response: Response): T | Promise<T>;
}

/**
 * Sends a request until it is answered, or sending it again is of no use.
 *
 * @throws ApiError, ConnectionError, TimeoutError or AbortError, that of the last attempt
 */
export type Transport = <T>(operation: Pick<Operation, 'id' | 'isIdempotent' | 'cost' | 'errors'> & { method: string }, exchange: Exchange<T>, options: CallOptions) => Promise<T>;

/**
 * Makes what sends requests, again where that helps, and tells hooks and log of it.
 *
 * @param errors classes for what an operation does not declare
 * @throws TypeError when the key cannot stand in a header
 */
export function createTransport(ofClient: ClientOptions, errors: readonly ErrorClass[]): Transport {
  const { hooks = {} } = ofClient;
  const authorize = authorizer(ofClient);
  const log = createLog(ofClient.logLevel ?? 'warn', ofClient.logger ?? console);
  const pacer = createPacer();
  const noticed = new Set<string>();

  /** Tells hook and log. What a hook throws must not end a call that the server has carried out, so it is logged. */
  const tell = <Name extends keyof Hooks>(name: Name, info: Info<Name>, level: Level, text: string): Record<string, string> | void => {
    log(level, info, text);
    try {
      return (hooks[name] as ((given: Info<Name>) => Record<string, string> | void) | undefined)?.(info); // TypeScript loses that they belong together.
    } catch (error) {
      log('error', info, `goes on, but ${name} threw ${String(error)}`);
    }
  };

  const answered = ({ status, headers }: Response, info: AttemptInfo, milliseconds: number): void => {
    const requestId = headers.get('X-Request-Id') ?? undefined;
    tell('onResponse', { ...info, status, headers, requestId, milliseconds }, 'debug', `was answered ${status} in ${milliseconds} ms (${requestId})`);
    const notice = endingNotice(headers);
    if (notice && !noticed.has(info.operation)) log('warn', info, notice);
    if (notice) noticed.add(info.operation);
  };

  return async ({ id: operation, method, isIdempotent, cost, errors: ofOperation }, { url, headers, send, read }, options) => {
    const { timeout = ofClient.timeout ?? 60_000, maxTime = ofClient.maxTime ?? 300_000, retries = ofClient.retries ?? 2, pacing = ofClient.pacing ?? true, signal } = options;
    const deadline = performance.now() + maxTime;
    const credentials = headers.has('Authorization') ? undefined : authorize;
    let attempts = 0;
    const ended = (Ended: typeof ConnectionError | typeof TimeoutError | typeof AbortError, why: string, cause?: unknown) => new Ended(why, { operation, attempts, cause });

    const attempt = async (info: AttemptInfo) => {
      signal?.throwIfAborted();
      const onWait = (delay: number) => tell('onWait', { ...info, delay }, 'info', `waits ${delay} ms or more for the rate limit`);
      const ticket = pacing && cost ? await pacer.enter(cost, deadline, signal, onWait) : undefined;
      const late = new AbortController();
      let response: Response | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      try {
        if (credentials) headers.set('Authorization', await credentials());
        for (const [name, value] of Object.entries(tell('onRequest', info, 'debug', 'is sent') ?? {})) headers.set(name, value);
        const started = performance.now();
        const time = Math.min(timeout, deadline - started);
        if (time <= 0) throw ended(TimeoutError, 'maxTime has passed');
        if (time < LONGEST) timer = setTimeout(() => late.abort(), time);
        attempts += 1;
        try {
          response = await send({ headers, signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal }, attempts > retries);
          if (ticket) pacer.leave(ticket, response.headers);
          answered(response, info, Math.round(performance.now() - started));
          if (!response.ok && response.status !== 304) throw await readError(response, [...ofOperation, ...errors], { operation, attempts });
          return await read(response);
        } catch (cause) {
          if (cause instanceof PlumblineError) throw cause;
          throw late.signal.aborted ? ended(TimeoutError, `No whole answer in ${time} ms`, cause) : ended(ConnectionError, `No whole answer: ${reasonOf(cause)}`, cause);
        }
      } finally {
        clearTimeout(timer);
        if (ticket && !response) pacer.leave(ticket);
      }
    };

    try {
      for (let number = 1; ; number += 1) {
        const info = { operation, method, url, attempt: number };
        try {
          return await attempt(info);
        } catch (error) {
          const delay = retryDelay(number, error);
          if (number > retries || signal?.aborted || !mayRepeat(error, isIdempotent) || performance.now() + delay >= deadline) throw error;
          tell('onRetry', { ...info, delay, error }, 'info', `is sent again in ${delay} ms: ${error.message}`);
          await pause(delay, signal);
        }
      }
    } catch (error) {
      if (signal?.aborted && !(error instanceof ApiError)) throw ended(AbortError, 'Aborted', signal.reason);
      throw error;
    }
  };
}

type Info<Name extends keyof Hooks> = Parameters<NonNullable<Hooks[Name]>>[0];

/** In Node, fetch says why only in the cause of what it throws, and of several addresses only in its code. */
function reasonOf(error: unknown): string {
  const { message, code } = ((error as Error).cause ?? error) as { message?: string; code?: string }; // Whatever it is, it is only read.
  return message || code || String(error);
}
