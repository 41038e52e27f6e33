import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCollector, type ReceivedSpan } from '../../test/otlp-collector.ts';
import { openLog } from '../log/open-log.ts';
import { inSpan } from './in-span.ts';
import { requestSpans } from './request-spans.ts';
import { startTracing } from './start-tracing.ts';
import { currentTraceparent } from './trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const REQUEST = { requestId: 'req_1', receivedAt: Date.now(), method: 'POST', operationId: 'createProject', basePath: '/v1', path: '/projects' };

// One after the other in one process, since what is current is the process's: all that is sent arrives when it ends.
let spans: ReceivedSpan[];
let headers: IncomingHttpHeaders | undefined;
const logged: string[] = [];
const seen: (string | null)[] = [];

beforeAll(async () => {
  await using collector = await startCollector();
  const log = openLog({ logLevel: 'info' }, { write: (line: string) => void logged.push(line) });
  const stop = startTracing({ endpoint: collector.endpoint, role: 'worker', log });
  const requests = requestSpans();

  await requests.trace({ ...REQUEST, traceparent: `00-${TRACE}-${SPAN}-01` }, async () => {
    await sleep(1);
    seen.push(currentTraceparent());
    log.info('within');
    await inSpan('elsewhere', { parent: null }, async () => {});
  });
  requests.end({ requestId: 'req_1', status: 201 });
  requests.end({ requestId: 'req_unknown', status: 404 });

  const refused = requests.trace({ ...REQUEST, requestId: 'req_2', traceparent: undefined }, () => Promise.reject(new Error('no')));
  await refused.catch(() => requests.end({ requestId: 'req_2', status: 503 }));

  await inSpan('delivery', { parent: seen[0] ?? null, attributes: { attempt: 3 } }, async (span) => {
    span.setAttribute('outcome', 'succeeded');
    await inSpan('inner', { parent: currentTraceparent() }, async () => {});
  });
  await inSpan('broken', { parent: null }, () => Promise.reject(new Error('hunter2'))).catch(() => {});
  await requests.trace({ ...REQUEST, requestId: 'req_3', traceparent: `00-${TRACE}-${SPAN}-00` }, async () => {});
  requests.end({ requestId: 'req_3', status: 200 });

  await stop();
  ({ spans } = collector);
  headers = collector.requests[0]?.headers;
});

const named = (name: string) => spans.find((span) => span.name === name);

describe('a span of a request', () => {
  it('has the name of its operation, continues the trace of its caller, and says how it ended', () => {
    expect(named('createProject')).toMatchObject({
      traceId: TRACE,
      parentId: SPAN,
      kind: 2,
      isError: false,
      attributes: { 'http.request.method': 'POST', 'http.route': '/v1/projects', 'http.response.status_code': 201, 'plumbline.request_id': 'req_1', 'service.name': 'plumbline', 'plumbline.role': 'worker' },
    });
  });

  it('begins a trace where its caller has none, and is an error when the server is to blame', () => {
    const own = spans.find(({ attributes }) => attributes['plumbline.request_id'] === 'req_2');
    expect(own).toMatchObject({ parentId: '', isError: true, attributes: { 'error.type': '503' } });
    expect(own?.traceId).not.toBe(TRACE);
  });

  it('is not sent when its caller keeps no trace', () => {
    expect(spans.filter(({ attributes }) => attributes['plumbline.request_id'] === 'req_3')).toEqual([]);
  });

  it('is current in what is done for it, and named in the log', () => {
    const span = named('createProject');
    expect(seen).toEqual([`00-${TRACE}-${span?.spanId}-01`]);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ msg: 'within', trace_id: TRACE, span_id: span?.spanId });
  });
});

describe('inSpan', () => {
  it('continues the trace that was written down, in another place and later', () => {
    const [request, delivery, inner] = ['createProject', 'delivery', 'inner'].map(named);
    expect(delivery).toMatchObject({ traceId: TRACE, parentId: request?.spanId, attributes: { attempt: 3, outcome: 'succeeded' } });
    expect(inner).toMatchObject({ traceId: TRACE, parentId: delivery?.spanId });
  });

  it('is no part of what is current where it is called', () => {
    expect(named('elsewhere')).toMatchObject({ parentId: '' });
    expect(named('elsewhere')?.traceId).not.toBe(TRACE);
  });

  it('is an error when the work throws, without what was thrown', () => {
    expect(named('broken')).toMatchObject({ isError: true });
    expect(JSON.stringify(spans)).not.toContain('hunter2');
  });
});

it('sends protobuf', () => {
  expect(headers).toMatchObject({ 'content-type': 'application/x-protobuf' });
});

it('says that traces are lost when the collector is away, and ends all the same', async () => {
  const lines: { fields: object; message: string }[] = [];
  const stop = startTracing({ endpoint: 'http://127.0.0.1:1', role: 'api', log: { info: () => {}, error: (fields, message) => lines.push({ fields, message }) } });
  await inSpan('lost', { parent: null }, async () => {});

  await stop();
  expect(lines).toEqual([{ fields: { endpoint: 'http://127.0.0.1:1' }, message: expect.stringContaining('traces are lost: ') }]);
});
