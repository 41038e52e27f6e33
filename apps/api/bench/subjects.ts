import { resolve } from 'node:path';
import { ANNOUNCE_LISTENING, say, startContender, whileWaiting, type Subject } from '@plumbline/benchmark';
import { fillEmbedded, fillPostgres, type Filled } from './databases.ts';

/** On what a server keeps its rows. */
export type Kind = 'pglite' | 'postgres';

/** A server, and who asks it. */
export interface Asked {
  id: `${'bare' | 'sandbox' | 'live' | 'beside'}-${Kind}`;
  label: string;
  server: 'bare' | 'api' | 'beside';
  environment: 'sandbox' | 'live';
  kind: Kind;
}

const NAMES = { pglite: 'PGlite', postgres: 'PostgreSQL' };

export const ASKED: readonly Asked[] = (['pglite', 'postgres'] as const).flatMap((kind): Asked[] => [
  { id: `bare-${kind}`, label: `bare Express, ${NAMES[kind]}`, server: 'bare', environment: 'sandbox', kind },
  { id: `sandbox-${kind}`, label: `the API, sandbox key, ${NAMES[kind]}`, server: 'api', environment: 'sandbox', kind },
  { id: `live-${kind}`, label: `the API, live keys, ${NAMES[kind]}`, server: 'api', environment: 'live', kind },
  { id: `beside-${kind}`, label: `the other API, sandbox key, ${NAMES[kind]}`, server: 'beside', environment: 'sandbox', kind },
]);

const API = 'apps/api/src/main.ts';
const ROOT = resolve(import.meta.dirname, '../../..');
/** The server as its operator starts it, but for its port and what stands around it. */
const ENV = { HOST: '127.0.0.1', PORT: '0', BUILD_DOCS: 'false', DATABASE_URL: '', PUBLIC_URL: '', TRUSTED_PROXIES: '' };

export interface Settings {
  /** The PostgreSQL server to use; without one, one is started. */
  databaseUrl: string | undefined;
  /** A folder for the processor profiles of the servers (`--cpu-prof`). */
  profileTo: string | undefined;
  /** Another working copy of the repository. */
  beside: string | undefined;
}

/** Fills the databases and starts the servers that are asked for, each once and on a copy of its own. */
export async function startAll(asked: readonly Asked[], settings: Settings, running: AsyncDisposableStack): Promise<Subject[]> {
  const files = { api: resolve(ROOT, API), bare: resolve(import.meta.dirname, 'serve-bare.ts'), beside: resolve(settings.beside ?? ROOT, API) };
  const subjects: Subject[] = [];
  for (const [kind, ofKind] of Object.entries(Object.groupBy(asked, (one) => one.kind))) {
    const filling = kind === 'pglite' ? fillEmbedded(running) : fillPostgres(settings.databaseUrl, running);
    const filled = await whileWaiting(`filling ${kind}`, filling);
    for (const [server, ofServer] of Object.entries(Object.groupBy(ofKind, (one) => one.server))) {
      const contender = running.use(await start(`${server}-${kind}`, files[server as Asked['server']], filled, settings)); // As they are grouped.
      for (const { id, label, environment } of ofServer) subjects.push({ id, label, contender, credentials: filled.credentials[environment] });
    }
  }
  return subjects;
}

async function start(id: string, file: string, filled: Filled, { profileTo }: Settings) {
  const nodeArgs = ['--conditions=source', ...ANNOUNCE_LISTENING, ...(profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`, `--cpu-prof-name=${id}.cpuprofile`])];
  const starting = filled.copyFor(id).then((place) => startContender({ id, file, nodeArgs, env: { ...ENV, ...place } }));
  const contender = await whileWaiting(`starting ${id}`, starting);
  say(`  ${id}: ready after ${Math.round(contender.readyMs)} ms`);
  return contender;
}
