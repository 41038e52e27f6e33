import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ClientOptions } from '@plumbline/client';

type Fetch = NonNullable<ClientOptions['fetch']>;

/** A fetch that sends another request than the client wants: what no client sends that is in order. */
export function bending(bend: (url: string, init: RequestInit) => [url: string, init: RequestInit]): Fetch {
  return (input, init) => fetch(...bend(String(input), init));
}

/** A fetch that writes these octets to the server, whatever the client wants, and reads the answer until the connection is closed. */
export function writing(octets: string): Fetch {
  return async (input) => {
    const { hostname, port } = new URL(String(input));
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    socket.write(octets);
    const answer = (await buffer(socket)).toString('latin1');
    const end = answer.indexOf('\r\n\r\n');
    const [status = '', ...fields] = answer.slice(0, end).split('\r\n');
    const headers = fields.map((field) => field.split(/: (.*)/s).slice(0, 2) as [string, string]); // A field of HTTP/1.1 has two parts.
    return new Response(answer.slice(end + 4), { status: Number(status.split(' ')[1]), headers });
  };
}
