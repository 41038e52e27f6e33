import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { hexOf, messagesOf, numberOf, readMessage, textsOf, type Message } from './protobuf.ts';

/** A span as it arrived, with the attributes of what sent it among its own. */
export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  /** Empty where it begins a trace. */
  parentId: string;
  /** 1 is internal, 2 a server's, 3 a client's. */
  kind: number;
  isError: boolean;
  attributes: Record<string, string | number>;
}

/** A collector of traces, and what it was sent. */
export interface OtlpCollector extends AsyncDisposable {
  endpoint: string;
  spans: ReceivedSpan[];
  requests: IncomingMessage[];
}

/** Takes traces as a collector does (OTLP over HTTP), on a free port. */
export async function startCollector(): Promise<OtlpCollector> {
  const spans: ReceivedSpan[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer(async (request, response) => {
    requests.push(request);
    spans.push(...spansOf(readMessage(await buffer(request))));
    response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // A server on a port has an address.
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

// ExportTraceServiceRequest of opentelemetry-proto: its numbers are those of trace.proto, resource.proto and common.proto.
function spansOf(request: Message): ReceivedSpan[] {
  return messagesOf(request, 1).flatMap((sender) => {
    const resource = Object.assign({}, ...messagesOf(sender, 1).map((one) => attributesOf(one, 1))) as ReceivedSpan['attributes'];
    const spans = messagesOf(sender, 2).flatMap((scope) => messagesOf(scope, 2));
    return spans.map((span) => ({
      name: textsOf(span, 5).join(''),
      traceId: hexOf(span, 1),
      spanId: hexOf(span, 2),
      parentId: hexOf(span, 4),
      kind: numberOf(span, 6),
      isError: messagesOf(span, 15).some((status) => numberOf(status, 3) === 2),
      attributes: { ...resource, ...attributesOf(span, 9) },
    }));
  });
}

function attributesOf(message: Message, field: number): ReceivedSpan['attributes'] {
  return Object.fromEntries(
    messagesOf(message, field).map((pair) => {
      const [value] = messagesOf(pair, 2);
      if (!value) return [textsOf(pair, 1).join(''), ''];
      return [textsOf(pair, 1).join(''), value.has(1) ? textsOf(value, 1).join('') : numberOf(value, 3)];
    }),
  );
}
