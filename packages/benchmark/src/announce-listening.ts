import { subscribe } from 'node:diagnostics_channel';
import type { AddressInfo, Server } from 'node:net';
import { announce } from './announce.ts';

// Loaded with `--import` in front of a program that knows nothing of benchmarks: announces the first port that it listens on.
let isAnnounced = false;
subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const { server } = message as { server: Server }; // As Node documents the channel.
  if (isAnnounced) return;
  isAnnounced = true;
  const { port } = server.address() as AddressInfo; // It listens on a port.
  announce({ url: `http://127.0.0.1:${port}`, readyMs: performance.now() });
});
