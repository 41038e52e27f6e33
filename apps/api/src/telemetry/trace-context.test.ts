import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { contextOf, currentTraceparent, traceFields } from './trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('contextOf', () => {
  it.each([
    ['a trace that is kept', `00-${TRACE}-${SPAN}-01`, 1],
    ['one that is not', `00-${TRACE}-${SPAN}-00`, 0],
    ['flags that nobody knows yet', `00-${TRACE}-${SPAN}-03`, 1],
    ['a later version, which says more', `01-${TRACE}-${SPAN}-01-what-else`, 1],
  ])('continues %s', (_, traceparent, traceFlags) => {
    expect(trace.getSpanContext(contextOf(traceparent))).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags, isRemote: true });
  });

  it.each([
    ['nothing', null],
    ['no header', undefined],
    ['an empty one', ''],
    ['a version that cannot be', `ff-${TRACE}-${SPAN}-01`],
    ['more than its version has', `00-${TRACE}-${SPAN}-01-x`],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['two of them', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
    ['a secret', 'sk_live_hunter2'],
  ])('begins a trace of its own behind %s', (_, traceparent) => {
    expect(contextOf(traceparent)).toBe(ROOT_CONTEXT);
  });
});

it('knows of no trace where none is kept', () => {
  expect([currentTraceparent(), traceFields()]).toEqual([null, {}]);
});
