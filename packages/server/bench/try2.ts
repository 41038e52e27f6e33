import { createApp } from '../src/index.ts';
import { contractOf } from './large-contract.ts';
import { memoryLimiter } from '../src/index.ts';
const n = Number(process.argv[2]);
let t = performance.now();
const lap = (s) => { console.log(n, s, (performance.now() - t).toFixed(), 'ms', (process.memoryUsage().rss / 1e6).toFixed(), 'MB'); t = performance.now(); };
const contract = contractOf(n); lap('contract');
const handlers = Object.fromEntries(Object.keys(contract.operations).map((id) => [id, () => ({ status: 204 })]));
const app = createApp({ contract, mode: 'production', handlers, seams: { authenticate: async () => undefined, limiter: memoryLimiter(), log: { info() {}, error() {} }, isUnavailable: () => false, now: Date.now, docUrl: String } } as any);
lap('createApp');
if (process.argv[3]) { await app.warmUp(); lap('warmUp'); }
