import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { runServer, urlOf } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { newAccount } from './harness/account.ts';
import { keptAlive, type Octets } from './harness/generated/kept-alive.ts';

const PROCESSES = 4;
const RACERS = 20;
const KEYS = Number(process.env['RACED_KEYS'] ?? 2_000);

it(`of ${RACERS} who send the same request to ${PROCESSES} processes at once, one has it done, for each of ${KEYS} keys`, { timeout: 900_000 }, async () => {
  const { url: DATABASE_URL, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const env = { DATABASE_URL, DATA_DIR: testFolder() };
  const database = await openPostgres(DATABASE_URL, () => {});
  onTestFinished(database.close);
  const { sandboxKey, accountId } = await newAccount(database.db);
  const first = runServer(env); // Alone, since it makes the key that secrets are sealed with.
  const urls = [await urlOf(first), ...(await Promise.all(Array.from({ length: PROCESSES - 1 }, () => urlOf(runServer(env)))))];
  const racers = Array.from({ length: RACERS }, (_none, index) => keptAlive(urls[index % PROCESSES] ?? ''));
  onTestFinished(() => racers.forEach((racer) => racer[Symbol.dispose]()));

  const started = performance.now();
  const seen = { carriedOut: 0, replayed: 0, inProgress: 0 };
  for (let key = 0; key < KEYS; key += 1) {
    const wire = {
      method: 'POST',
      path: '/v1/projects',
      headers: { authorization: `Bearer ${sandboxKey}`, 'content-type': 'application/json', 'idempotency-key': `race-${key}` },
      body: JSON.stringify({ name: `race-${key}` }),
    };
    const answers = await Promise.all(racers.map((racer) => racer.send(wire)));

    const made = answers.filter(({ status, headers }) => status === 201 && headers['idempotent-replayed'] === undefined);
    expect(made).toHaveLength(1);
    const replayed = answers.filter(({ status, headers }) => status === 201 && headers['idempotent-replayed'] === 'true');
    expect([...new Set([...made, ...replayed].map(essence))]).toHaveLength(1);
    const inProgress = answers.filter(({ status, body }) => status === 409 && body.includes('"idempotency_in_progress"'));
    expect(made.length + replayed.length + inProgress.length).toBe(RACERS);
    seen.carriedOut += made.length;
    seen.replayed += replayed.length;
    seen.inProgress += inProgress.length;
  }
  const seconds = (performance.now() - started) / 1_000;
  process.stdout.write(`${KEYS} keys, ${RACERS} racers each: ${JSON.stringify(seen)}, in ${Math.round(seconds)} s.\n`);

  const made = await database.db.selectFrom('projects').select('name').where('account_id', '=', accountId).where('name', 'like', 'race-%').execute();
  expect(made.map(({ name }) => name).toSorted()).toEqual(Array.from({ length: KEYS }, (_none, key) => `race-${key}`).toSorted());
});

function essence({ headers, body }: Octets): string {
  return JSON.stringify([headers.location, headers.etag, body.toString('utf8')]);
}
