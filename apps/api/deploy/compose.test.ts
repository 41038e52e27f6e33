import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import addFormats from 'ajv-formats';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { environmentOf } from '../test/compose-environment.ts';

interface Service {
  environment?: Record<string, string>;
  networks?: Record<string, { ipv4_address: string }> | string[];
  deploy?: { replicas: number };
  volumes?: string[];
  depends_on?: Record<string, unknown>;
}

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const text = read('compose.yaml');
// With `<<`, which YAML 1.2 does not have and Compose does.
const parse = (document: string) => load(document, { schema: CORE_SCHEMA.withTags(mergeTag) });
const { services } = parse(text) as { services: Record<string, Service> };
const ofRole = (role: string) => Object.values(services).filter(({ environment }) => environment?.['ROLE'] === role);
const addressOf = ({ networks }: Service) => (Array.isArray(networks) ? undefined : networks?.['inside']?.ipv4_address);

/** What the schema of the Compose Specification finds wrong; dclint brings a copy of it. */
function faults(document: string): string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('dclint'));
  const schema = JSON.parse(readFileSync(join(folder, '../schemas/compose.schema.json'), 'utf8')) as AnySchema;
  // It names draft-07 by an address of its own.
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
  addFormats.default(ajv);
  ajv.validate(schema, parse(document));
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('compose.yaml', () => {
  it('is a Compose file', () => {
    expect(faults(text)).toEqual([]);
  });

  it.each([
    ['a member that there is not', 'restart: unless-stopped', 'restarts: unless-stopped'],
    ['a value of another type', 'deploy: { replicas: 2 }', 'deploy: { replicas: [2] }'],
  ])('would not be one with %s', (_, good, bad) => {
    expect(text).toContain(good);
    expect(faults(text.replaceAll(good, bad))).not.toEqual([]);
  });

  it('starts two processes that answer and two that work in the background, with a configuration that is one', () => {
    const [api, workers] = [ofRole('api'), ofRole('worker')];

    expect(api).toHaveLength(2);
    expect(workers.map(({ deploy }) => deploy?.replicas)).toEqual([2]);
    for (const { environment = {} } of [...api, ...workers]) {
      const config = readConfig(environmentOf(environment));
      expect(config).toMatchObject({ role: environment['ROLE'], trustedProxies: [addressOf(services['nginx'] ?? {})], httpsOnly: false });
      expect(config).toMatchObject({ databaseUrl: expect.stringContaining('@postgres:5432/'), redisUrl: 'redis://redis:6379', otlpEndpoint: undefined });
    }
  });

  it('waits for services that there are', () => {
    const names = Object.keys(services);

    expect(Object.values(services).flatMap(({ depends_on = {} }) => Object.keys(depends_on)).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('lets nobody but nginx be reached', () => {
    expect(Object.entries(services).filter(([, service]) => 'ports' in service).map(([name]) => name)).toEqual(['nginx']);
  });
});

describe('compose.nginx.conf', () => {
  const site = read('compose.nginx.conf');

  it('sends to the processes that answer', () => {
    expect([...site.matchAll(/^ *server ([\d.]+):3000 /gm)].map(([, address]) => address)).toEqual(ofRole('api').map(addressOf));
    expect(services['nginx']?.volumes?.join(' ')).toContain('./compose.nginx.conf:');
  });

  it('is the published configuration, which is tested, but for its places', () => {
    const places = /^ *(?:server [\d.]+:\d+|listen|server_name|ssl_certificate).*\n|^#.*\n/gm;

    expect(site.replaceAll(places, '')).toBe(read('nginx.conf').replaceAll(places, ''));
  });
});
