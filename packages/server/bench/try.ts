import { kitApp } from './serve-kit.ts';
import { bareApp } from './serve-express.ts';
import { validatorApp } from './serve-validator.ts';
import { PROBES } from './probes.ts';
const [kind, size, p] = process.argv.slice(2);
for (const probe of PROBES) { if (p && probe.id !== p) continue;
  const t = performance.now();
  const app = kind === 'kit' ? await kitApp(Number(size)) : kind === 'bare' ? bareApp(probe) : validatorApp(Number(size), probe);
  const server = app.listen(0, '127.0.0.1'); await new Promise((r) => server.once('listening', r));
  const { port } = server.address();
  const r = performance.now();
  for (let i = 0; i < 3; i++) {
  const a = performance.now();
  const res = await fetch(`http://127.0.0.1:${port}${probe.target}`, { method: probe.method, headers: probe.headers, body: probe.body });
  const text = await res.text();
  console.log(kind, size, probe.id, 'ready', (r - t).toFixed(), 'answer', (performance.now() - a).toFixed(1), res.status, text.slice(0, 200), JSON.stringify(probe.answer) === text, (process.memoryUsage().rss / 1e6).toFixed());
  }
  server.close();
}
