import { startJobs } from '../src/jobs/start-jobs.ts';
import { openOutbound } from '../src/outbound/outbound.ts';
import { openPostgres } from '../src/store/postgres.ts';

// A worker in a process of its own, which tells its parent twice a second how much memory it has (in bytes).
const database = await openPostgres(process.argv[2] ?? '', () => {});
const say = (fields: object, text: string) => void process.stderr.write(`${text}: ${String(Reflect.get(fields, 'err'))}\n`);
startJobs({ database, outbound: openOutbound({ allowLoopback: true, extraPorts: [] }), log: { info() {}, error: say } });
setInterval(() => process.send?.(process.memoryUsage().rss), 500);
process.on('disconnect', () => process.exit(0));
