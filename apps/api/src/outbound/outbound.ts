import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import { guardedConnector } from './guarded-connector.ts';
import { openOriginPools } from './origin-pools.ts';
import type { OriginPools } from './origin-pools.ts';
import { RefusedError } from './outbound-policy.ts';
import type { OutboundPolicy } from './outbound-policy.ts';
import { readAnswer } from './read-answer.ts';
import type { Answer } from './read-answer.ts';
import { urlFault } from './url-fault.ts';

/** What is sent, and how long it may take. */
export interface OutboundRequest {
  headers: Record<string, string>;
  body: string;
  /** Milliseconds for all of it: the name, the connection, and the answer to its end. */
  timeoutMs: number;
  /** Gives the call up. */
  signal?: AbortSignal;
}

/** How a call ended. Reasons are sentences for whoever wrote the URL. */
type Outcome =
  | ({ kind: 'answered' } & Answer)
  /** The guard did not let it out; nothing was sent. */
  | { kind: 'refused'; reason: string }
  | ({ kind: 'failed' } & Failure);

/** How a call ended, and after how many milliseconds. */
export type OutboundAnswer = Outcome & { durationMs: number };

/** Calls to URLs that strangers have written. */
export interface Outbound {
  /**
   * POSTs a body. Redirects are answers like any other; an answer that is not whole in time is a failure, whatever its status.
   * Never throws for what the other side or the guard does.
   *
   * @throws TypeError for a header that decides where the request goes or where it ends.
   */
  post(url: string, request: OutboundRequest): Promise<OutboundAnswer>;
  /** Lets the calls that are under way end, and takes no new ones. */
  close(): Promise<void>;
}

const OURS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'keep-alive', 'te', 'trailer']);

/** Opens a client that goes only where the policy allows. */
export function openOutbound(policy: OutboundPolicy): Outbound {
  const pools = openOriginPools(guardedConnector(policy));

  return {
    async post(url, request) {
      const ours = Object.keys(request.headers).find((name) => OURS.has(name.toLowerCase()));
      if (ours) throw new TypeError(`The header ${ours} is the client's to set; leave it out.`);

      const startedAt = performance.now();
      const fault = urlFault(url, policy);
      const outcome: Outcome = fault ? { kind: 'refused', reason: fault } : await send(pools, new URL(url), request);

      return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
    },
    close: () => pools.close(),
  };
}

async function send(pools: OriginPools, url: URL, { headers, body, timeoutMs, signal }: OutboundRequest): Promise<Outcome> {
  // AbortSignal.any over AbortSignal.timeout would be collected before it fires.
  const end = new AbortController();
  let ended: Failure | undefined;
  const giveUp = (failure: Failure) => {
    ended ??= failure;
    end.abort();
  };
  const onAbort = () => giveUp({ reason: 'The call was given up.', isTimeout: false });
  const timer = setTimeout(() => giveUp({ reason: `There was no complete answer within ${timeoutMs / 1000} s.`, isTimeout: true }), timeoutMs);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();

  try {
    const request = { path: `${url.pathname}${url.search}`, method: 'POST' as const, body, signal: end.signal };
    const answer = await pools.use(url.origin, async (pool) =>
      readAnswer(await pool.request({ ...request, headers: { 'accept-encoding': 'identity', ...headers } })),
    );

    return { kind: 'answered', ...answer };
  } catch (error) {
    if (ended) return { kind: 'failed', ...ended };
    if (error instanceof RefusedError) return { kind: 'refused', reason: error.message };

    return { kind: 'failed', ...failureOf(error) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
