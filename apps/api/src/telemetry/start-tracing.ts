import { setTimeout as sleep } from 'node:timers/promises';
import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, resourceAttributesEnvDetector, resourceFromAttributes, serviceNameEnvDetector } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Log } from '@plumbline/server';
import type { Role } from '../config.ts';
import { seldom } from './seldom.ts';

/** Milliseconds that what is left has to be sent at the end. */
const PATIENCE = 1_000;
/** Milliseconds between two lines of the log that say that traces are lost. */
const PAUSE = 60_000;

interface Needs {
  /** Where the collector is, without `/v1/traces` and a slash before it. */
  endpoint: string;
  role: Role;
  log: Log;
}

/**
 * Keeps traces from now on, and sends them as OTLP over HTTP. This file alone loads OpenTelemetry's SDK, which reads the
 * rest of its own variables itself: OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_EXPORTER_OTLP_HEADERS and so on.
 * A collector that is away costs traces and nothing else.
 *
 * @returns what sends what is left, and ends it
 */
export function startTracing({ endpoint, role, log }: Needs): () => Promise<void> {
  const complain = seldom(PAUSE, (message) => log.error({ endpoint }, `traces are lost: ${message}`));
  diag.setLogger({ error: complain, warn: complain, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);
  const ours = resourceFromAttributes({ 'service.name': 'plumbline', 'plumbline.role': role });
  const theirs = detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] });
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new TracerProvider({
    resource: defaultResource().merge(ours).merge(theirs),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  trace.setGlobalTracerProvider(provider);

  return async () => {
    const sent = provider.shutdown().catch((error: unknown) => complain(String(error)));
    const isOver = await Promise.race([sent.then(() => true), sleep(PATIENCE, false, { ref: false })]);
    if (!isOver) complain(`the collector did not take what was left within ${PATIENCE} ms`);
    for (const part of [trace, context, diag]) part.disable();
  };
}
