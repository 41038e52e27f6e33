import type { Log } from '@plumbline/server';
import { SCOPES } from './accounts/scopes.ts';
import type { Config } from './config.ts';
import { openLog } from './log/open-log.ts';
import { keptAnswer } from './metrics/kept-answer.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { readQueueDepth } from './metrics/queue-depth.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import type { OutboundPolicy } from './outbound/outbound-policy.ts';
import { loadSecretsKeys } from './secrets/load-keys.ts';
import { PLATFORM_KEYS } from './secrets/platform-key.ts';
import { createSealer, type Sealer } from './secrets/sealer.ts';
import { contractExamples } from './seed/contract-examples.ts';
import type { Examples } from './seed/examples.ts';
import { seedDemo, type Demo } from './seed/seed-demo.ts';
import { openDatabase, type Database, type Report } from './store/database.ts';
import { secretStore } from './store/secrets.ts';

/** What every process stands on, whatever its role is. */
export interface Platform {
  config: Config;
  log: Log;
  metrics: Metrics;
  database: Database;
  /** Opens and closes the secrets that the database holds. */
  sealer: Sealer;
  /** What a sandbox holds when it was put back. */
  examples: Examples;
  /** Where webhooks and processors may be. */
  outboundPolicy: OutboundPolicy;
  /** The demo account, where this start has made it. */
  demo: Demo | undefined;
  /** Closes what was opened; behind everything that stands on it. */
  close(): Promise<void>;
}

/**
 * Opens the database that the configuration names, brings its tables up to date, fills an embedded one that is empty, and
 * serves the metrics.
 *
 * @param say is told what takes long and what the operator should know.
 * @throws Error that says what to do, when the database, the key for its secrets or the port of the metrics cannot be had.
 */
export async function openPlatform(config: Config, say: Report): Promise<Platform> {
  const log = openLog(config);
  const sealer = createSealer(await loadSecretsKeys(config, say));
  const database = await openDatabase(config, say);
  const examples = contractExamples();
  const demo = await seedDemo(database, config, { scopes: SCOPES, examples });
  await tryStoredSecrets({ database, sealer }, say);

  const metrics = createMetrics(depthReader(database, log));
  const stopTracing = await traces(config, log);
  const stopMetrics = await serveMetrics({ metrics, database, host: config.host, port: config.metricsPort, say });

  return {
    config,
    log,
    metrics,
    database,
    sealer,
    examples,
    outboundPolicy: { allowLoopback: config.webhookAllowLoopback, extraPorts: config.webhookPorts },
    demo,
    async close() {
      await Promise.all([stopTracing(), stopMetrics()]);
      await database.close();
    },
  };
}

/** OpenTelemetry's SDK is 10 MB of memory and a tenth of a second, which nobody pays who keeps no traces. */
async function traces({ otlpEndpoint: endpoint, role }: Config, log: Log): Promise<() => Promise<void>> {
  if (endpoint === undefined) return async () => {};

  const { startTracing } = await import('./telemetry/start-tracing.ts');
  return startTracing({ endpoint, role, log });
}

/** Several that look at the metrics, as often as they like, ask the database every two seconds at most. */
function depthReader({ db }: Database, log: Log) {
  return keptAnswer({
    read: () => readQueueDepth(db),
    deadline: 1_000,
    keptFor: 2_000,
    onFailure: (error) => log.error({ err: error }, 'what is waiting could not be counted; the metrics go without it until it can'),
  });
}

// What needs a secret will fail with the same words; everything else works, so that it is no reason not to start.
async function tryStoredSecrets({ database, sealer }: Pick<Platform, 'database' | 'sealer'>, say: Report): Promise<void> {
  const secrets = secretStore(database.db, sealer);
  try {
    await Promise.all(PLATFORM_KEYS.map((name) => secrets.find(name)));
  } catch (error) {
    say(`Stored secrets cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}
