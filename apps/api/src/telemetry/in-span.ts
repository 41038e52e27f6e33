import { SpanStatusCode, trace, type Attributes, type Span, type SpanKind } from '@opentelemetry/api';
import { contextOf } from './trace-context.ts';

/** Whose spans these are. */
export const SCOPE = 'plumbline';

interface Start {
  /** The `traceparent` of what this is a part of, such as the one that an event or a job keeps; null begins a trace. */
  parent: string | null;
  /** By the semantic conventions of OpenTelemetry where they have a name for it; nothing that may hold a secret. */
  attributes?: Attributes;
  kind?: SpanKind;
}

/**
 * Does a piece of work within a span, which ends with it and is marked as failed when it throws. What is current where it
 * is called does not matter, since a relay that a request has woken is at the events of others, too. Where no traces are
 * kept, it is the work alone.
 *
 * @param work is given the span, to say more of it
 */
export function inSpan<T>(name: string, { parent, ...options }: Start, work: (span: Span) => Promise<T>): Promise<T> {
  return trace.getTracer(SCOPE).startActiveSpan(name, options, contextOf(parent), async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
