import { context, ROOT_CONTEXT, trace, TraceFlags, type Context } from '@opentelemetry/api';

/** Version, trace, parent and flags; a later version may have more behind them, and `ff` is none. */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The trace that this runs in, as OpenTelemetry names it in logs that are not its own; no fields where none is kept.
 *
 * @returns an object of its own each time, since pino puts the other fields of the line into it
 */
export function traceFields(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span && trace.isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

/** The trace that this runs in, as the header `traceparent` has it (W3C Trace Context), or null where none is kept. */
export function currentTraceparent(): string | null {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !trace.isSpanContextValid(span)) return null;

  return `00-${span.traceId}-${span.spanId}-${(span.traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}`;
}

/**
 * What continues a trace, by the header `traceparent` (W3C Trace Context, 3.2).
 *
 * @returns a context in which the next span is a child or, for what is no such header, begins a trace of its own
 */
export function contextOf(traceparent: string | null | undefined): Context {
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags || (version === '00' && more !== undefined)) return ROOT_CONTEXT;

  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return trace.isSpanContextValid(span) ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT;
}

/** Does what is a part of a trace, and too small for a span of its own. */
export function inTrace<T>(traceparent: string | null, work: () => Promise<T>): Promise<T> {
  return context.with(contextOf(traceparent), work);
}
