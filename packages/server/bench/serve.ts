import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { announce, type Ready } from '@plumbline/benchmark';
import { listen, type Contract } from '../src/index.ts';
import { contractOf } from './large-contract.ts';
import { bareApp } from './serve-express.ts';
import { kitApp } from './serve-kit.ts';
import { validatorApp } from './serve-validator.ts';
import { SERVERS, type Server } from './servers.ts';

const APPS: Record<Server['kind'], (contract: Contract) => Express | Promise<Express>> = {
  express: bareApp,
  kit: kitApp,
  validator: validatorApp,
};

/**
 * The process of one server: `serve.ts <server id>`. It ends when its parent lets go of it. It is ready when, out of
 * the contract, there is an application that is warm.
 */
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

process.on('disconnect', () => process.exit());
announce(await serve(process.argv[2]));
