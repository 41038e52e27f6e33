import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { RequestRecord, Seams } from '@plumbline/server';
import type { Caller } from '../accounts/caller.ts';
import { SCOPE } from './in-span.ts';
import { contextOf } from './trace-context.ts';

/** Keeps a span for each request of an operation, from its first line to the close of its response. */
export interface RequestSpans extends Required<Pick<Seams<Caller>, 'trace'>> {
  /** Ends the span of a request whose response has closed. */
  end(request: Pick<RequestRecord<Caller>, 'requestId' | 'status'>): void;
}

/** Spans named by operation, as HTTP servers have them by OpenTelemetry's conventions, that continue the caller's trace. */
export function requestSpans(): RequestSpans {
  const open = new Map<string, Span>();

  return {
    trace({ requestId, receivedAt, method, operationId, basePath, path, traceparent }, work) {
      const attributes = { 'http.request.method': method, 'http.route': basePath + path, 'plumbline.request_id': requestId };
      const parent = contextOf(traceparent);
      const span = trace.getTracer(SCOPE).startSpan(operationId, { kind: SpanKind.SERVER, startTime: receivedAt, attributes }, parent);
      open.set(requestId, span);
      return context.with(trace.setSpan(parent, span), work);
    },

    end({ requestId, status }) {
      const span = open.get(requestId);
      if (!span) return; // There was no operation at its path.
      open.delete(requestId);
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
      span.end();
    },
  };
}
