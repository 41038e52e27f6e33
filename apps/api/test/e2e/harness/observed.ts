import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { OBSERVED } from './ledger-file.ts';
import { ALL_OPERATIONS, type OperationId, type VersionName } from './versions.ts';

const TEMPLATES = ALL_OPERATIONS.map(({ version, operationId }) => {
  const { method, path } = version.contract.operations[operationId];
  const pattern = (version.contract.basePath + path).replaceAll(/\{[^}]+\}/g, '[^/?]+');
  return { version: version.name, operationId, method: method.toUpperCase(), pattern: new RegExp(`^${pattern}$`) };
});

/** The version and operation of a request line; HEAD is answered by GET's. */
export function operationOf(method: string, target: string): { version: VersionName; operationId: OperationId } | undefined {
  const [path = ''] = target.split('?');
  const wanted = method === 'HEAD' ? 'GET' : method;
  return TEMPLATES.find((template) => template.method === wanted && template.pattern.test(path));
}

/**
 * Writes down the version, operation and status of every answer of a server, as the socket saw them, each once for
 * each server.
 */
export function observe(server: Server): void {
  mkdirSync(dirname(OBSERVED), { recursive: true });
  const written = new Set<string>();
  server.on('request', (request, response) => {
    response.once('finish', () => {
      const found = operationOf(request.method ?? '', request.url ?? '');
      if (!found) return;
      const line = `${found.version} ${found.operationId} ${response.statusCode}\n`;
      if (!written.has(line)) appendFileSync(OBSERVED, line);
      written.add(line);
    });
  });
}

/** Every `version operationId status` that was seen. */
export function observations(): Set<string> {
  if (!existsSync(OBSERVED)) return new Set();
  return new Set(readFileSync(OBSERVED, 'utf8').split('\n').filter((line) => line !== ''));
}
