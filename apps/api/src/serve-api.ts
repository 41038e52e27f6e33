import { contract } from '@plumbline/contract';
import { listen, type Listening } from '@plumbline/server';
import { createApi } from './app.ts';
import { openLimiter } from './limits/open-limiter.ts';
import type { Platform } from './platform.ts';
import { requestSpans } from './telemetry/request-spans.ts';
import { trustsProxy } from './trusted-proxies.ts';

/** The API of a process, while it takes requests. */
export interface ServedApi extends Pick<Listening, 'url' | 'close'> {
  /** The operations that answer from the contract's example. */
  stubs: readonly string[];
  /** Writes down what it still holds of requests, and leaves Redis; behind the last request and before the database closes. */
  release(): Promise<void>;
}

/**
 * What `ROLE=api` is: answers requests on the host and port of the configuration.
 *
 * @throws Error of the system when the address is taken or not ours, and of Redis when it refuses us.
 */
export async function serveApi({ config, log, metrics, database, sealer, examples, outboundPolicy }: Platform): Promise<ServedApi> {
  const limiter = await openLimiter(config, log);
  let origin = config.publicUrl ?? '';
  const docUrl = (code: string) => `${origin}/docs/errors/${code}/`;
  const spans = config.otlpEndpoint === undefined ? undefined : requestSpans();
  const { mode, liveReload, docsDevUrl, httpsOnly } = config;
  const api = createApi({
    database,
    sealer,
    examples,
    limiter,
    log,
    metrics,
    spans,
    outboundPolicy,
    mode,
    docUrl,
    trustsProxy: trustsProxy(config.trustedProxies),
    httpsOnly,
    liveReload,
    docsDevUrl,
  });
  await api.warmUp();

  const { url, close } = await listen(api.express, { host: config.host, port: config.port, errors: contract.errors, docUrl });
  origin ||= url;

  return {
    url,
    close,
    stubs: api.stubs,
    async release() {
      await api.close();
      await limiter.close();
    },
  };
}
