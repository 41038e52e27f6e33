import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { testFolder } from './folder.ts';
import { freePort } from './free-port.ts';

const FINDER = resolve(import.meta.dirname, '../../../.ci/nginx');
const SITE = resolve(import.meta.dirname, '../deploy/nginx.conf');

/** What is different from the configuration that is published. */
interface Given {
  /** Where the two processes listen. */
  ports: readonly [number, number];
  /** Whether nginx keeps its connections to them. */
  keepalive: boolean;
}

/**
 * Runs nginx with the published configuration for the test that is running. TLS ends in front of it, so to say.
 *
 * @returns its URL, and what gives its log of errors
 */
export async function startNginx({ ports, keepalive }: Given): Promise<{ url: string; log(): string }> {
  const folder = testFolder();
  const port = await freePort();
  const changes = [...places(ports, port), ...(keepalive ? [] : NO_KEEPALIVE)];
  const site = changes.reduce((text, [line, instead]) => {
    expect(text).toContain(line);
    return text.replace(line, instead);
  }, readFileSync(SITE, 'utf8'));
  writeFileSync(join(folder, 'nginx.conf'), around(site));

  const nginx = spawn(execFileSync(FINDER, { encoding: 'utf8' }).trim(), ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'inherit' });
  const ended = once(nginx, 'close');
  onTestFinished(async () => {
    nginx.kill('SIGTERM');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await vi.waitFor(() => fetch(`${url}/livez`), { timeout: 10_000 });
  return { url, log: () => readFileSync(join(folder, 'error.log'), 'utf8') };
}

/** A line of the configuration, and what stands there in a test. */
type Change = readonly [line: string, instead: string];

function places([first, second]: Given['ports'], port: number): readonly Change[] {
  return [
    ['127.0.0.1:3001', `127.0.0.1:${first}`],
    ['127.0.0.1:3002', `127.0.0.1:${second}`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
    ['X-Forwarded-Proto $scheme;', 'X-Forwarded-Proto https;'],
    ['ssl_certificate /etc/ssl/certs/api.example.com.pem;', ''],
    ['ssl_certificate_key /etc/ssl/private/api.example.com.key;', ''],
  ];
}

const NO_KEEPALIVE: readonly Change[] = ['keepalive 32;', 'keepalive_timeout 1s;', 'proxy_http_version 1.1;', 'proxy_set_header Connection "";'].map((line) => [line, '']);

function around(site: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${kind};`);
  return [
    ...(process.getuid?.() === 0 ? ['user root;'] : []), // Elsewhere nginx could not enter the folder.
    'daemon off;',
    'worker_processes 2;',
    'pid pid;',
    'error_log error.log;',
    'events {}',
    'http {',
    ...temporary,
    '  access_log off;',
    site,
    '}',
  ].join('\n');
}
