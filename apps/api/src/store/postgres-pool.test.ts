import { Kysely, PostgresDialect, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { startRelay } from '../../test/relay.ts';
import { createPool } from './postgres-pool.ts';
import { isUnavailable } from './unavailable.ts';

/** Asks one thing, and says what came of it. */
async function ask(port: number) {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: createPool(`postgresql://u@127.0.0.1:${port}/n`, () => {}) }) });
  const error = await sql`select 1`.execute(db).catch((thrown: unknown) => thrown);
  await db.destroy();

  return error;
}

describe('createPool', () => {
  it('is unavailable at once when nothing listens', async () => {
    const relay = await startRelay();
    await relay.stop();
    const error = await ask(relay.port);

    expect(isUnavailable(error)).toBe(true);
  });

  it('is unavailable when the server takes connections and says nothing', async () => {
    const relay = await startRelay();
    const error = await ask(relay.port);

    expect(isUnavailable(error)).toBe(true);
  });
});
