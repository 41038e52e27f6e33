import { type ClientOptions, credentialsOf } from './client-options.ts';
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

/** What the transport goes by. */
export interface Sent extends Pick<Operation, 'id' | 'isIdempotent' | 'cost' | 'isFile' | 'errors'> {
  method: string;
}

/** A success. */
export interface Answered<Data> {
  data: Data;
  response: Response;
  requestId: string | undefined;
}

type Send = (init: { headers: Headers; signal: AbortSignal }, isLast: boolean) => Promise<Response>;

/**
 * Sends a request until it is answered, or sending it again is of no use.
 *
 * @param send sends it once; is told whether nothing of the request is needed afterwards
 * @throws ApiError, ConnectionError, TimeoutError or AbortError, that of the last attempt
 */
export type Transport = <Data>(operation: Sent, url: string, headers: Headers, options: CallOptions, send: Send) => Promise<Answered<Data>>;

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

  /** Tells log and hook. What a hook throws must not end a call that the server has carried out, so it is logged. */
  const tell = <Name extends keyof Hooks>(name: Name, level: Level, facts: Omit<Info<Name>, 'headers'>, unlogged?: Partial<Info<Name>>): Record<string, string> | void => {
    log(level, name, facts);
    try {
      return (ofClient.hooks?.[name] as ((info: object) => Record<string, string> | void) | undefined)?.({ ...facts, ...unlogged }); // TypeScript loses that they belong together.
    } catch (error) {
      log('error', `${name} threw ${String(error)}`, facts);
    }
  };

  return async <Data>({ id: operation, method, isIdempotent, cost, isFile, errors: ofOperation }: Sent, url: string, headers: Headers, options: CallOptions, send: Send) => {
    const { timeout = ofClient.timeout ?? 60_000, maxTime = ofClient.maxTime ?? 300_000, retries = ofClient.retries ?? 2, pacing = ofClient.pacing ?? true, signal } = options;
    const deadline = performance.now() + maxTime;
    const isAuthorized = headers.has('Authorization') || !credentials;
    let attempts = 0;
    const ended = (Ended: typeof ConnectionError | typeof TimeoutError | typeof AbortError, why: string, cause?: unknown) => new Ended(why, { operation, attempts, cause });

    const attempt = async (info: AttemptInfo): Promise<Answered<Data>> => {
      signal?.throwIfAborted();
      const onWait = (delay: number) => tell('onWait', 'info', { ...info, delay });
      const ticket = pacing && cost ? await pacer.enter(cost, deadline, signal, onWait) : undefined;
      const late = new AbortController();
      let response: Response | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      try {
        if (!isAuthorized) headers.set('Authorization', `Bearer ${await credentials()}`);
        for (const [name, value] of Object.entries(tell('onRequest', 'debug', info) ?? {})) headers.set(name, value);
        const started = performance.now();
        const time = Math.ceil(Math.min(timeout, deadline - started)); // A timer that is early would leave time for another attempt.
        if (time <= 0) throw ended(TimeoutError, 'maxTime has passed');
        if (time < LONGEST) timer = setTimeout(() => late.abort(), time);
        attempts += 1;
        try {
          const answer = await send({ headers, signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal }, attempts > retries);
          response = answer;
          const { status, headers: answered } = response;
          if (ticket) pacer.leave(ticket, answered);
          const requestId = answered.get('X-Request-Id') ?? undefined;
          const milliseconds = Math.round(performance.now() - started);
          tell('onResponse', 'debug', { ...info, status, requestId, milliseconds }, { headers: answered });
          const notice = endingNotice(answered);
          if (notice && !noticed.has(operation)) {
            noticed.add(operation);
            log('warn', notice, info);
          }

          const isSuccess = status < 400; // Only 304 is left of the redirections.
          if (isSuccess && isFile) return { data: response as Data, response, requestId }; // An operation with a file has no other data.
          const text = await response.text();
          if (isSuccess) return { data: (text ? JSON.parse(text) : undefined) as Data, response, requestId }; // What the contract says, which the server is held to.
          throw readError(response, text, [...ofOperation, ...errors], { operation, attempts, requestId });
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
      for (;;) {
        const info = { operation, method, url, attempt: attempts + 1 };
        try {
          return await attempt(info);
        } catch (error) {
          if (attempts > retries || signal?.aborted || !mayRepeat(error, isIdempotent)) throw error;
          const delay = retryDelay(attempts, error);
          if (performance.now() + delay >= deadline) throw error;
          tell('onRetry', 'info', { ...info, delay, error });
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

/** In Node, fetch says why only in the cause of what it throws. */
function reasonOf(error: unknown): unknown {
  const { cause = error } = error as { cause?: unknown }; // Whatever it is, it is only read.
  return (cause as { code?: unknown }).code ?? cause;
}
