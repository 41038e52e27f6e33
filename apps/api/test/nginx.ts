import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { freePort } from './free-port.ts';
import { testFolder } from './folder.ts';

const FIND = resolve(import.meta.dirname, '../../../.ci/nginx');

/** Puts an nginx in front of servers on ports of this machine, for the test that is running. */
export async function startNginx(ports: readonly number[], { keepalive }: { keepalive: boolean }): Promise<{ url: string; log(): string }> {
  const folder = testFolder();
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, ports, keepalive));

  const log = join(folder, 'error.log');
  const program = execFileSync(FIND, { encoding: 'utf8' }).trim();
  const child = spawn(program, ['-c', file, '-p', folder, '-e', log], { stdio: 'inherit' });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  });
  await vi.waitFor(() => once(connect(port, '127.0.0.1'), 'connect'), { timeout: 10_000 });
  return { url: `http://127.0.0.1:${port}`, log: () => readFileSync(log, 'utf8') };
}

/**
 * What README.md says of nginx, and where its files are. A server that is restarting refuses connections, which is no
 * reason to leave it alone for the next ten seconds (`max_fails=0`): it is back by then, and the other one may be gone.
 */
function configuration(folder: string, port: number, ports: readonly number[], keepalive: boolean): string {
  const servers = ports.map((one) => `server 127.0.0.1:${one} max_fails=0;`).join(' ');
  const kept = keepalive ? 'proxy_http_version 1.1; proxy_set_header Connection "";' : '';
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`).join(' ');
  return `daemon off; worker_processes 1; pid ${join(folder, 'nginx.pid')};
events { worker_connections 1024; }
http {
  access_log off; ${places}
  upstream plumbline { ${servers} ${keepalive ? 'keepalive 32;' : ''} }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://plumbline; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto https; ${kept} }
  }
}
`;
}
