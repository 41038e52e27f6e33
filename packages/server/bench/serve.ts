import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { listen, type Contract } from '../src/index.ts';
import { contractOf } from './large-contract.ts';
import { bareApp } from './serve-express.ts';
import { kitApp } from './serve-kit.ts';
import { validatorApp } from './serve-validator.ts';
import { SERVERS, type Server } from './servers.ts';

/** What the server's process is asked: to collect its garbage first, or only what it has used. */
export type Question = 'collect' | 'usage';

/** What the server's process tells when it takes requests. */
export interface Ready {
  url: string;
  /** Milliseconds from the contract to an application that is warm. */
  readyMs: number;
}

/** What the server's process has used so far. */
export interface Usage {
  cpuMicros: number;
  rssBytes: number;
}

const APPS: Record<Server['kind'], (contract: Contract) => Express | Promise<Express>> = {
  express: bareApp,
  kit: kitApp,
  validator: validatorApp,
};

/** The process of one server: `serve.ts <server id>`. It ends when its parent lets go of it. */
async function serve(id: string | undefined): Promise<Ready> {
  const server = SERVERS.find((one) => one.id === id);
  if (!server) throw new Error(`There is no server called ${id}.`);
  const contract = contractOf(server.size);
  const began = performance.now();
  const app = await APPS[server.kind](contract);
  const readyMs = performance.now() - began;
  return { url: server.kind === 'kit' ? await listenAsKit(app, contract) : await listenPlainly(app), readyMs };
}

async function listenAsKit(app: Express, { errors }: Contract): Promise<string> {
  const { url } = await listen(app, { host: '127.0.0.1', port: 0, errors, docUrl: (code) => `https://notes.example/errors#${code}` });
  return url;
}

async function listenPlainly(app: Express): Promise<string> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A server on a port has an address.
  return `http://127.0.0.1:${port}`;
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() };
}

process.on('message', (question: Question) => {
  if (question === 'collect') globalThis.gc?.();
  process.send?.(usage());
});
process.on('disconnect', () => process.exit());
process.send?.(await serve(process.argv[2]));
