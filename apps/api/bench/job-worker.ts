import { startJobs } from '../src/jobs/start-jobs.ts';
import { openOutbound } from '../src/outbound/outbound.ts';
import { openPostgres } from '../src/store/postgres.ts';

// A worker in a process of its own, which tells its parent once a second how much memory it has, in bytes: what is alive
// (it is started with `--expose-gc`), and what the system has given it.
const database = await openPostgres(process.argv[2] ?? '', () => {});
const say = (fields: object, text: string) => void process.stderr.write(`${text}: ${String(Reflect.get(fields, 'err'))}\n`);
startJobs({ database, outbound: openOutbound({ allowLoopback: true, extraPorts: [] }), log: { info() {}, error: say } });
setInterval(() => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapUsed, rss });
}, 1_000);
process.on('disconnect', () => process.exit(0));
