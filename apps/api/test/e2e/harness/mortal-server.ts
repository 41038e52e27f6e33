import { resolve } from 'node:path';
import { runModule, type Child } from '../../child.ts';

/** A server in a process of its own, which kills itself while it carries out the first request with an idempotency key. */
export interface MortalServer {
  url: string;
  child: Child;
}

const at = (file: string) => JSON.stringify(resolve(import.meta.dirname, file));

/**
 * When it dies: when effect and answer are committed and nothing of the answer is sent, or when everything is done but
 * the commit.
 */
const DEATHS = {
  'behind the commit': 'async (request, act) => { await keep(request, act); return die(); }',
  'before the commit': '(request, act) => keep(request, () => act().then(die))',
} as const;

export type Death = keyof typeof DEATHS;

/** Starts one on a PostgreSQL database. */
export async function startMortal(databaseUrl: string, death: Death): Promise<MortalServer> {
  const child = runModule(
    `
    import { createSecretKey } from 'node:crypto';
    import { answerKeeper } from ${at('../../../src/idempotency/answer-keeper.ts')};
    import { createSealer } from ${at('../../../src/secrets/sealer.ts')};
    import { openPostgres } from ${at('../../../src/store/postgres.ts')};
    import { secretStore } from ${at('../../../src/store/secrets.ts')};
    import { startApi } from ${at('api-server.ts')};

    const database = await openPostgres(process.env.DATABASE_URL, () => {});
    const sealer = createSealer({ current: createSecretKey(Buffer.alloc(32, 'test')), previous: [] });
    const keep = answerKeeper({ db: database.db, secrets: secretStore(database.db, sealer) });
    const die = () => (process.kill(process.pid, 'SIGKILL'), new Promise(() => {}));
    const { url } = await startApi(database, { mode: 'production', seams: { repeat: ${DEATHS[death]} } });
    console.log('listening ' + url);`,
    { DATABASE_URL: databaseUrl },
  );
  return { url: (await child.line('listening ')).slice('listening '.length), child };
}

/** Gives one server after the other, with some more started ahead so that nobody waits for one. */
export function mortals(databaseUrl: string, death: Death, { total, ahead }: { total: number; ahead: number }): () => Promise<MortalServer> {
  let started = 0;
  const ready: Promise<MortalServer>[] = [];
  const fill = () => {
    for (; ready.length < ahead && started < total; started += 1) ready.push(startMortal(databaseUrl, death));
  };
  return () => {
    fill();
    const next = ready.shift();
    fill();
    if (!next) throw new Error(`There are no more than ${total}.`);
    return next;
  };
}
