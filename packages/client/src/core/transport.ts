import { type ClientOptions, credentialsOf } from './client-options.ts';
import { endingNotice } from './ending-notice.ts';
import type { Hooks } from './hooks.ts';
import { createLog, type Level } from './log.ts';
import { ApiError } from './api-error.ts';
import { AbortError, ConnectionError, TimeoutError } from './no-answer-error.ts';
import type { CallOptions, ErrorClass, Operation } from './operation.ts';
import { createPacer, type Ticket } from './pacer.ts';
import { LONGEST, pause } from './pause.ts';
import { PlumblineError } from './plumbline-error.ts';
import { readError, requestIdOf } from './read-error.ts';
import { type Fields, fieldsOf } from './request.ts';
import { mayRepeat, retryDelay } from './retry.ts';

/** What the transport goes by. */
export interface Sent extends Pick<Operation, 'id' | 'isIdempotent' | 'cost' | 'isFile' | 'errors'> {
  method: string;
}

/** What is sent, and what was answered. */
export interface Exchange {
  url: string;
  headers: Fields;
  /** Sends it once; is told whether nothing of the request is needed afterwards. */
  send: (init: { headers: Fields; signal: AbortSignal }, isLast: boolean) => Promise<Response>;
  /** The last answer, from when its headers are there. */
  response?: Response;
}

/**
 * Sends a request until it is answered, or sending it again is of no use.
 *
 * @param exchange is given the answer
 * @returns the data of a success
 * @throws ApiError, ConnectionError, TimeoutError or AbortError, that of the last attempt
 */
export type Transport = <Data>(operation: Sent, exchange: Exchange, options: CallOptions) => Promise<Data>;

/**
 * Makes what sends requests, again where that helps, and tells hooks and log of it.
 *
 * @param errors classes for what an operation does not declare
 * @throws TypeError when the key cannot stand in a header
 */
export function createTransport(ofClient: ClientOptions, errors: readonly ErrorClass[]): Transport {
  const credentials = credentialsOf(ofClient);
  const log = createLog(ofClient.logLevel ?? 'warn', ofClient.logger ?? console);
  const pacer = createPacer();
  const noticed = new Set<string>();

  const hooks = ofClient.hooks ?? {};

  /** Tells log and hook. What a hook throws must not end a call that the server has carried out, so it is logged. */
  const tell = <Name extends keyof Hooks>(name: Name, level: Level, facts: Omit<Info<Name>, 'headers'>, unlogged?: Partial<Info<Name>>): Record<string, string> | void => {
    log[level]?.(name, facts);
    try {
      return (hooks[name] as ((info: object) => Record<string, string> | void) | undefined)?.({ ...facts, ...unlogged }); // TypeScript loses that they belong together.
    } catch (error) {
      log.error?.(`${name} threw ${String(error)}`, facts);
    }
  };

  return <Data>({ id: operation, method, isIdempotent, cost, isFile, errors: ofOperation }: Sent, exchange: Exchange, options: CallOptions) => {
    const { timeout = ofClient.timeout ?? 60_000, maxTime = ofClient.maxTime ?? 300_000, retries = ofClient.retries ?? 2, pacing = ofClient.pacing ?? true, signal } = options;
    const { url, headers } = exchange;
    const deadline = performance.now() + maxTime;
    const isAuthorized = 'authorization' in headers || !credentials;
    let attempts = 0;
    const ended = (Ended: typeof ConnectionError | typeof TimeoutError | typeof AbortError, why: string, cause?: unknown) => new Ended(why, { operation, attempts, cause });

    const attempt = async (): Promise<Data> => {
      const info = { operation, method, url, attempt: attempts + 1 };
      const late = new AbortController();
      let ticket: Ticket | undefined;
      let response: Response | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let failure: unknown;
      try {
        signal?.throwIfAborted();
        if (pacing && cost) {
          const place = pacer.enter(cost, deadline, signal, (delay) => tell('onWait', 'info', { ...info, delay }), attempts > 0);
          ticket = place instanceof Promise ? await place : place;
        }
        if (!isAuthorized) headers.authorization = `Bearer ${await credentials()}`;
        const added = tell('onRequest', 'debug', info);
        if (added) Object.assign(headers, fieldsOf(added));
        const started = performance.now();
        const time = Math.ceil(Math.min(timeout, deadline - started)); // A timer that is early would leave time for another attempt.
        if (time <= 0) throw ended(TimeoutError, 'maxTime has passed');
        if (time < LONGEST) timer = setTimeout(() => late.abort(), time);
        attempts += 1;
        try {
          response = await exchange.send({ headers, signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal }, attempts > retries);
          exchange.response = response;
          const { status, headers: answered } = response;
          if (ticket) pacer.leave(ticket, answered);
          if (log.debug || hooks.onResponse) {
            const milliseconds = Math.round(performance.now() - started);
            tell('onResponse', 'debug', { ...info, status, requestId: requestIdOf(answered), milliseconds }, { headers: answered });
          }
          const notice = endingNotice(answered);
          if (notice && !noticed.has(operation)) {
            noticed.add(operation);
            log.warn?.(notice, info);
          }

          const isSuccess = status < 400; // Only 304 is left of the redirections.
          if (isSuccess && isFile) return response as Data; // An operation with a file has no other data.
          const text = await response.text();
          if (isSuccess) return (text ? JSON.parse(text) : undefined) as Data; // What the contract says, which the server is held to.
          throw readError(response, text, [...ofOperation, ...errors], { operation, attempts });
        } catch (cause) {
          if (cause instanceof PlumblineError) throw cause;
          throw late.signal.aborted ? ended(TimeoutError, `No whole answer in ${time} ms`, cause) : ended(ConnectionError, `No whole answer: ${reasonOf(cause)}`, cause);
        }
      } catch (error) {
        failure = error;
      } finally {
        clearTimeout(timer);
        if (ticket && !response) pacer.leave(ticket);
      }
      return again(failure);
    };

    /** Goes on after an attempt that failed, or after a wait that was ended. */
    const again = (error: unknown): Promise<Data> => {
      if (signal?.aborted && !(error instanceof ApiError)) throw ended(AbortError, 'Aborted', signal.reason);
      if (attempts > retries || signal?.aborted || !mayRepeat(error, isIdempotent)) throw error;
      const delay = retryDelay(attempts, error);
      if (performance.now() + delay >= deadline) throw error;
      tell('onRetry', 'info', { operation, method, url, attempt: attempts, delay, error });
      return pause(delay, signal).then(attempt, again);
    };

    return attempt();
  };
}

type Info<Name extends keyof Hooks> = Parameters<NonNullable<Hooks[Name]>>[0];

/** In Node, fetch says why only in the cause of what it throws. */
function reasonOf(error: unknown): unknown {
  const { cause = error } = error as { cause?: unknown }; // Whatever it is, it is only read.
  return (cause as { code?: unknown }).code ?? cause;
}
