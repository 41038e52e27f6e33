import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const ROOT = resolve(import.meta.dirname, '../../..');

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual({
      role: 'all',
      mode: 'development',
      host: '127.0.0.1',
      port: 3000,
      metricsPort: undefined,
      dataDir: resolve(ROOT, '.data'),
      databaseUrl: undefined,
      redisUrl: undefined,
      otlpEndpoint: undefined,
      publicUrl: undefined,
      logLevel: 'warn',
      sandboxResetHour: 3,
      liveReload: false,
      docsDevUrl: undefined,
      buildDocs: true,
      secretsKey: undefined,
      secretsKeysPrevious: [],
      trustedProxies: [],
      httpsOnly: false,
      webhookAllowLoopback: false,
      webhookPorts: [],
      workingDir: process.cwd(),
    });
  });

  it.each([
    ['a role', { ROLE: 'api', DATABASE_URL: 'postgres://h/n' }, { role: 'api' }],
    ['the other role', { ROLE: 'worker', DATABASE_URL: 'postgres://h/n' }, { role: 'worker' }],
    ['both roles, which need no PostgreSQL', { ROLE: 'all' }, { role: 'all' }],
    ['a free port', { PORT: '0' }, { port: 0 }],
    ['a port for the metrics', { METRICS_PORT: '9000' }, { metricsPort: 9000 }],
    ['a free port for the metrics', { METRICS_PORT: '0' }, { metricsPort: 0 }],
    ['the last port', { PORT: '65535' }, { port: 65_535 }],
    ['a folder from where the person stood', { DATA_DIR: 'x/y', INIT_CWD: '/home/ada' }, { dataDir: '/home/ada/x/y' }],
    ['a folder from here', { DATA_DIR: 'x' }, { dataDir: resolve('x') }],
    ['an absolute folder', { DATA_DIR: '/srv/data', INIT_CWD: '/home/ada' }, { dataDir: '/srv/data' }],
    ['a public URL without its last slash', { PUBLIC_URL: 'https://api.test/v/' }, { publicUrl: 'https://api.test/v' }],
    ['a database', { DATABASE_URL: 'postgres://u:p@h/n' }, { databaseUrl: 'postgres://u:p@h/n' }],
    ['a database behind a socket', { DATABASE_URL: 'postgresql:///n?host=/run' }, { databaseUrl: 'postgresql:///n?host=/run' }],
    ['a Redis', { REDIS_URL: 'redis://:p%40ss@h:6380/2' }, { redisUrl: 'redis://:p%40ss@h:6380/2' }],
    ['a Redis over TLS, on the usual port', { REDIS_URL: 'rediss://h' }, { redisUrl: 'rediss://h' }],
    ['a collector of traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://h:4318/otlp/' }, { otlpEndpoint: 'http://h:4318/otlp' }],
    ['a mode, and logs every request in production', { NODE_ENV: 'production' }, { mode: 'production', logLevel: 'info' }],
    ['a wish for pages that reload', { LIVE_RELOAD: 'true' }, { liveReload: true }],
    ['a site that is made anew', { DOCS_DEV_URL: 'http://127.0.0.1:4321/' }, { docsDevUrl: 'http://127.0.0.1:4321' }],
    ['documentation that is there already', { BUILD_DOCS: 'false' }, { buildDocs: false }],
    ['midnight as an hour', { SANDBOX_RESET_HOUR: '0' }, { sandboxResetHour: 0 }],
    ['the last hour', { SANDBOX_RESET_HOUR: '23' }, { sandboxResetHour: 23 }],
    ['proxies', { TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::1' }, { trustedProxies: ['loopback', '10.0.0.0/8', '2001:db8::1'], httpsOnly: true }],
    ['proxies without TLS in front', { TRUSTED_PROXIES: 'loopback', HTTPS_ONLY: 'false' }, { trustedProxies: ['loopback'], httpsOnly: false }],
    ['plain HTTP in so many words', { HTTPS_ONLY: 'false' }, { httpsOnly: false }],
    ['webhooks to this machine', { WEBHOOK_ALLOW_LOOPBACK: 'true' }, { webhookAllowLoopback: true }],
    ['no webhooks to this machine', { WEBHOOK_ALLOW_LOOPBACK: 'false' }, { webhookAllowLoopback: false }],
    ['more ports for webhooks', { WEBHOOK_PORTS: '8443, 9443,65535' }, { webhookPorts: [8443, 9443, 65_535] }],
    ['where the person stood', { INIT_CWD: '/home/ada' }, { workingDir: '/home/ada' }],
    ['a log level', { LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
  ])('takes %s', (_, env, want) => {
    expect(readConfig(env)).toMatchObject(want);
  });

  it.each([
    [{ ROLE: 'boss' }, 'ROLE is "boss": expected one of all, api, worker.'],
    [{ ROLE: 'api' }, 'ROLE is api, but the embedded database is for one process alone: set DATABASE_URL'],
    [{ ROLE: 'worker', DATABASE_URL: '' }, 'ROLE is worker, but the embedded database'],
    [{ PORT: '65536' }, 'PORT is "65536": expected a number from 0 to 65535.'],
    [{ METRICS_PORT: 'high' }, 'METRICS_PORT is "high": expected a number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT is "-1": expected a number from 0 to 65535.'],
    [{ PORT: '0x50' }, 'PORT is "0x50": expected a number from 0 to 65535.'],
    [{ NODE_ENV: 'staging' }, 'NODE_ENV is "staging": expected one of development, test, production.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud": expected one of trace, debug, info, warn, error, fatal, silent.'],
    [{ SANDBOX_RESET_HOUR: '24' }, 'SANDBOX_RESET_HOUR is "24": expected an hour of the day in UTC, from 0 to 23.'],
    [{ SANDBOX_RESET_HOUR: '3am' }, 'SANDBOX_RESET_HOUR is "3am": expected an hour of the day in UTC, from 0 to 23.'],
    [{ REDIS_URL: 'http://h' }, 'REDIS_URL is not the URL of a Redis server'],
    [{ REDIS_URL: 'h:6379' }, 'REDIS_URL is not the URL of a Redis server'],
    [{ REDIS_URL: 'redis:///0' }, 'REDIS_URL is not the URL of a Redis server'],
    [{ REDIS_URL: 'redis://h/first' }, 'REDIS_URL is not the URL of a Redis server'],
    [{ REDIS_URL: 'redis://:50%@h' }, 'REDIS_URL is not the URL of a Redis server'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'h:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not the URL of a collector'],
    [{ PUBLIC_URL: 'api.test' }, 'PUBLIC_URL is "api.test": expected an http or https URL'],
    [{ PUBLIC_URL: 'ftp://api.test' }, 'PUBLIC_URL is "ftp://api.test": expected an http or https URL'],
    [{ DOCS_DEV_URL: 'http://docs.example:4321' }, 'DOCS_DEV_URL is "http://docs.example:4321": expected an address of this machine'],
    [{ DOCS_DEV_URL: 'http://127.0.0.1:4321', NODE_ENV: 'production' }, 'DOCS_DEV_URL is set, but NODE_ENV is production'],
    [{ TRUSTED_PROXIES: 'loopback,10' }, 'TRUSTED_PROXIES is "10": expected addresses and CIDR ranges'],
    [{ HTTPS_ONLY: 'yes', TRUSTED_PROXIES: 'loopback' }, 'HTTPS_ONLY is "yes": expected one of true, false.'],
    [{ HTTPS_ONLY: 'true' }, 'set TRUSTED_PROXIES too'],
    [{ WEBHOOK_ALLOW_LOOPBACK: '1' }, 'WEBHOOK_ALLOW_LOOPBACK is "1": expected one of true, false.'],
    [{ WEBHOOK_PORTS: '8443,0' }, 'WEBHOOK_PORTS is "0": expected ports from 1 to 65535 between commas, such as 8443,9443.'],
    [{ WEBHOOK_PORTS: '65536' }, 'WEBHOOK_PORTS is "65536": expected ports from 1 to 65535'],
    [{ WEBHOOK_PORTS: '8000-9000' }, 'WEBHOOK_PORTS is "8000-9000": expected ports from 1 to 65535'],
    [{ SECRETS_KEY: 'aHVudGVyMg==' }, 'SECRETS_KEY is not the base64 of 32 bytes'],
    [{ SECRETS_KEYS_PREVIOUS: `${KEY},aHVudGVyMg==` }, 'SECRETS_KEYS_PREVIOUS has an entry (number 2) that is not the base64 of 32 bytes'],
    [{ DATABASE_URL: 'mysql://h/n' }, 'DATABASE_URL is not the URL of a PostgreSQL database'],
  ])('refuses %j', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });

  it.each([{ DATABASE_URL: 'postgres//ada:hunter2@h/n' }, { REDIS_URL: 'redis//:hunter2@h' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'u:hunter2@h' }])('never repeats the URL of %j', (env) => {
    expect(() => readConfig(env)).toThrow(/^(?!.*hunter2)/s);
  });

  it('takes the keys of secrets: one that seals, and any number that still open', () => {
    const old = Buffer.alloc(32, 8).toString('base64');
    const { secretsKey, secretsKeysPrevious } = readConfig({ SECRETS_KEY: KEY, SECRETS_KEYS_PREVIOUS: `${old}, ${KEY}` });

    expect([secretsKey, ...secretsKeysPrevious].map((key) => key?.export().toString('base64'))).toEqual([KEY, old, KEY]);
  });

  it.each(['SECRETS_KEY', 'SECRETS_KEYS_PREVIOUS'])('never repeats %s', (name) => {
    expect(() => readConfig({ [name]: 'hunter2' })).toThrow(/^(?!.*hunter2)/s);
  });
});
