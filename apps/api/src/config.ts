import type { KeyObject } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import { isRedisUrl } from './limits/redis-url.ts';
import { parseSecretsKey } from './secrets/secrets-key.ts';
import { isTrustedRange } from './trusted-proxies.ts';

/** What the operator decides; read once, when the process starts. */
export interface Config {
  /** What this process does: answer requests, work in the background, or both. */
  role: Role;
  mode: 'development' | 'test' | 'production';
  host: string;
  /** 0 lets the system choose a free port. */
  port: number;
  /** Where the metrics are; 0 lets the system choose, undefined is the usual port if it is free. */
  metricsPort: number | undefined;
  /** Where the embedded database and `credentials.json` live; always absolute. */
  dataDir: string;
  /** The PostgreSQL to use; without it the embedded database is used. */
  databaseUrl: string | undefined;
  /** The Redis in which all processes count limits together; without it each counts on its own. */
  redisUrl: string | undefined;
  /** The collector that traces are sent to (OTLP over HTTP), without a slash at the end; without it, none are kept. */
  otlpEndpoint: string | undefined;
  /** Under which URL callers reach this server, without a slash at the end; undefined when that is host and port. */
  publicUrl: string | undefined;
  logLevel: (typeof LOG_LEVELS)[number];
  /** Whether open pages of the documentation follow their next build; `npm run dev` sets it. */
  liveReload: boolean;
  /** Where Astro serves the documentation's site, to which callers are led; `npm run dev` sets it. */
  docsDevUrl: string | undefined;
  /** The hour of the day, in UTC, at which every sandbox is put back to the contract's examples. */
  sandboxResetHour: number;
  /** Whether the server builds the documentation that is missing; an image that ships it sets it to `false`. */
  buildDocs: boolean;
  /** What stored secrets are sealed with; undefined when a key of its own in `dataDir` is to be used. */
  secretsKey: KeyObject | undefined;
  /** Keys that only still open what they have sealed. */
  secretsKeysPrevious: readonly KeyObject[];
  /** Whose `X-Forwarded-For` is believed: addresses, CIDR ranges, or names of ranges. */
  trustedProxies: readonly string[];
  /** Whether only what a trusted proxy says came over HTTPS is served; without a word on it, that is so when there is one. */
  httpsOnly: boolean;
  /** Whether webhooks and processors may also be `http://` on this machine's loopback; for development. */
  webhookAllowLoopback: boolean;
  /** The ports that webhooks and processors may have besides 443 and 80. */
  webhookPorts: readonly number[];
  /** Where the person stood who started this; paths that are given as arguments begin there. */
  workingDir: string;
}

/** What a process can be for; only on a PostgreSQL of their own two processes can share the work. */
export type Role = (typeof ROLES)[number];

type Environment = Record<string, string | undefined>;

const ROLES = ['all', 'api', 'worker'] as const;
const MODES = ['development', 'test', 'production'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const SWITCH = ['true', 'false'] as const;
const REPOSITORY = resolve(import.meta.dirname, '../../..');

/**
 * Reads the configuration. This is the only place that looks at the environment; an empty variable
 * counts as one that is not set.
 *
 * @throws Error that names the variable, what it held and what is expected. The URL of a database or of Redis and
 * a key are never repeated.
 */
export function readConfig(env: Environment = process.env): Config {
  const mode = oneOf('NODE_ENV', env, MODES) ?? 'development';
  return {
    role: readRole(env),
    mode,
    host: env['HOST'] || '127.0.0.1',
    port: readPort('PORT', env) ?? 3000,
    metricsPort: readPort('METRICS_PORT', env),
    dataDir: readDataDir(env),
    databaseUrl: readDatabaseUrl(env),
    redisUrl: readRedisUrl(env),
    otlpEndpoint: readOtlpEndpoint(env),
    publicUrl: readPublicUrl(env),
    // A person who tries the server out wants to see what goes wrong, not a line for every request.
    logLevel: oneOf('LOG_LEVEL', env, LOG_LEVELS) ?? (mode === 'production' ? 'info' : 'warn'),
    sandboxResetHour: readHour(env),
    liveReload: oneOf('LIVE_RELOAD', env, SWITCH) === 'true',
    docsDevUrl: readDocsDevUrl(env, mode),
    buildDocs: oneOf('BUILD_DOCS', env, SWITCH) !== 'false',
    ...readSecretsKeys(env),
    ...readProxies(env),
    webhookAllowLoopback: oneOf('WEBHOOK_ALLOW_LOOPBACK', env, SWITCH) === 'true',
    webhookPorts: readWebhookPorts(env),
    workingDir: workingDir(env),
  };
}

function readRole(env: Environment): Role {
  const role = oneOf('ROLE', env, ROLES) ?? 'all';
  if (role !== 'all' && !env['DATABASE_URL']) {
    throw new Error(`ROLE is ${role}, but the embedded database is for one process alone: set DATABASE_URL, or leave ROLE out to do everything in this one.`);
  }

  return role;
}

// npm runs a workspace's script in that workspace's folder; INIT_CWD is where the person stood.
function workingDir(env: Environment): string {
  return env['INIT_CWD'] || process.cwd();
}

function readPort(name: string, env: Environment): number | undefined {
  const text = env[name];
  if (!text) return undefined;

  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw bad(name, text, 'a number from 0 to 65535');

  return port;
}

function readHour(env: Environment): number {
  const text = env['SANDBOX_RESET_HOUR'] || '3';
  const hour = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(hour <= 23)) throw bad('SANDBOX_RESET_HOUR', text, 'an hour of the day in UTC, from 0 to 23');

  return hour;
}

function readDataDir(env: Environment): string {
  const path = env['DATA_DIR'];
  if (!path) return resolve(REPOSITORY, '.data');
  if (isAbsolute(path)) return path;

  return resolve(workingDir(env), path);
}

function readDatabaseUrl(env: Environment): string | undefined {
  const text = env['DATABASE_URL'];
  if (!text) return undefined;

  if (!URL.canParse(text) || !/^postgres(ql)?:\/\//.test(text)) {
    throw new Error(
      'DATABASE_URL is not the URL of a PostgreSQL database (it is not repeated here, since it may hold a password): ' +
        'expected postgresql://user:password@host:5432/name, with special characters percent-encoded.',
    );
  }

  return text;
}

function readRedisUrl(env: Environment): string | undefined {
  const text = env['REDIS_URL'];
  if (!text) return undefined;

  if (!isRedisUrl(text)) {
    throw new Error(
      'REDIS_URL is not the URL of a Redis server (it is not repeated here, since it may hold a password): ' +
        'expected redis://user:password@host:6379/0, or rediss:// for TLS, with special characters percent-encoded.',
    );
  }

  return text;
}

function readOtlpEndpoint(env: Environment): string | undefined {
  const text = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!text) return undefined;

  if (!URL.canParse(text) || !/^https?:\/\//.test(text)) {
    throw new Error(
      'OTEL_EXPORTER_OTLP_ENDPOINT is not the URL of a collector (it is not repeated here, since it may hold a password): ' +
        'expected http or https, such as http://127.0.0.1:4318. Leave it out to keep no traces.',
    );
  }

  return text.replace(/\/+$/, '');
}

function readPublicUrl(env: Environment): string | undefined {
  const text = env['PUBLIC_URL'];
  if (!text) return undefined;

  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw bad('PUBLIC_URL', text, 'an http or https URL without credentials, query and fragment, such as https://api.example.com');
  }

  return text.replace(/\/+$/, '');
}

function readDocsDevUrl(env: Environment, mode: Config['mode']): string | undefined {
  const text = env['DOCS_DEV_URL'];
  if (!text) return undefined;

  if (mode !== 'development') throw new Error(`DOCS_DEV_URL is set, but NODE_ENV is ${mode}: only in development the site is made anew for each request.`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' || url.hostname !== '127.0.0.1') throw bad('DOCS_DEV_URL', text, 'an address of this machine, such as http://127.0.0.1:4321');

  return url.origin;
}

function readSecretsKeys(env: Environment): Pick<Config, 'secretsKey' | 'secretsKeysPrevious'> {
  const [secretsKey] = readKeys('SECRETS_KEY', env['SECRETS_KEY'] ? [env['SECRETS_KEY']] : []);

  return { secretsKey, secretsKeysPrevious: readKeys('SECRETS_KEYS_PREVIOUS', listed(env['SECRETS_KEYS_PREVIOUS'])) };
}

function readKeys(name: string, texts: readonly string[]): KeyObject[] {
  return texts.map((text, index) => {
    const key = parseSecretsKey(text);
    if (key) return key;

    throw new Error(
      `${name} ${texts.length > 1 ? `has an entry (number ${index + 1}) that ` : ''}is not the base64 of 32 bytes ` +
        '(it is not repeated here, since it may be a key). `openssl rand -base64 32` makes one.',
    );
  });
}

function readProxies(env: Environment): Pick<Config, 'trustedProxies' | 'httpsOnly'> {
  const trustedProxies = readTrustedProxies(env);
  const httpsOnly = oneOf('HTTPS_ONLY', env, SWITCH) ?? String(trustedProxies.length > 0);
  if (httpsOnly === 'true' && trustedProxies.length === 0) {
    throw new Error('HTTPS_ONLY is true, but no proxy is trusted to say what came over HTTPS, so that nothing would be served: set TRUSTED_PROXIES too.');
  }

  return { trustedProxies, httpsOnly: httpsOnly === 'true' };
}

function readTrustedProxies(env: Environment): string[] {
  const ranges = listed(env['TRUSTED_PROXIES']);
  for (const range of ranges) {
    if (!isTrustedRange(range)) {
      throw bad('TRUSTED_PROXIES', range, 'addresses and CIDR ranges (10.0.0.0/8), loopback, linklocal or uniquelocal, between commas');
    }
  }

  return ranges;
}

function readWebhookPorts(env: Environment): number[] {
  return listed(env['WEBHOOK_PORTS']).map((text) => {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port < 1 || port > 65_535) throw bad('WEBHOOK_PORTS', text, 'ports from 1 to 65535 between commas, such as 8443,9443');

    return port;
  });
}

function listed(text = ''): string[] {
  return text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function oneOf<T extends string>(name: string, env: Environment, allowed: readonly T[]): T | undefined {
  const text = env[name];
  if (!text) return undefined;

  const value = allowed.find((candidate) => candidate === text);
  if (!value) throw bad(name, text, `one of ${allowed.join(', ')}`);

  return value;
}

function bad(name: string, value: string, expected: string): Error {
  return new Error(`${name} is ${JSON.stringify(value)}: expected ${expected}.`);
}
