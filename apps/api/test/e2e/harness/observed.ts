import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { contract } from '@plumbline/contract';
import { OBSERVED } from './ledger-file.ts';

type OperationId = keyof typeof contract.operations;

const TEMPLATES = Object.entries(contract.operations).map(([id, { method, path }]) => {
  const pattern = (contract.basePath + path).replaceAll(/\{[^}]+\}/g, '[^/?]+');
  return { id: id as OperationId, method: method.toUpperCase(), pattern: new RegExp(`^${pattern}$`) };
});

/** The operation of a request line; HEAD is answered by GET's. */
export function operationOf(method: string, target: string): OperationId | undefined {
  const [path = ''] = target.split('?');
  const wanted = method === 'HEAD' ? 'GET' : method;
  return TEMPLATES.find((template) => template.method === wanted && template.pattern.test(path))?.id;
}

/** Writes down the operation and status of every answer of a server, as the socket saw them. */
export function observe(server: Server): void {
  mkdirSync(dirname(OBSERVED), { recursive: true });
  server.on('request', (request, response) => {
    response.once('finish', () => {
      const id = operationOf(request.method ?? '', request.url ?? '');
      if (id) appendFileSync(OBSERVED, `${id} ${response.statusCode}\n`);
    });
  });
}

/** Every `operationId status` that was seen. */
export function observations(): Set<string> {
  if (!existsSync(OBSERVED)) return new Set();
  return new Set(readFileSync(OBSERVED, 'utf8').split('\n').filter((line) => line !== ''));
}
