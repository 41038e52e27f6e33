import { readConfig } from '../../src/config.ts';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { openPlatform } from '../../src/platform.ts';
import { startDeliveries } from '../../src/webhooks/start-deliveries.ts';
import { startWorker } from '../../src/worker.ts';

// A worker as `ROLE=worker` is one, which only delivers, and in seconds what takes three days.
const TIMING = { patience: 1_000, lease: 3_000, schedule: Array.from({ length: 40 }, (_none, index) => Math.min(50 * (index + 1), 500)) };

const say = (line: string) => void process.stdout.write(`${line}\n`);
const platform = await openPlatform(readConfig(), say);
await startWorker(platform, [
  ({ database, sealer, log, metrics }) => {
    const outbound = openOutbound({ allowLoopback: true, extraPorts: [] });
    const deliveries = startDeliveries({ database, sealer, outbound, log, metrics, timing: TIMING });
    return async () => {
      await deliveries.stop();
      await outbound.close();
    };
  },
]);
say('The worker is ready');
