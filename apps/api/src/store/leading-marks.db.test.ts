import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';

const database = testDatabase();

it('gives back every text as it was stored, with U+FEFF at its beginning, too', async () => {
  const texts = ['\ufeff', '\ufeffa', '\ufeff\ufeffa', 'a\ufeff', '', '\ufffe', 'x'.repeat(100_000), `\ufeff${'🔑'.repeat(100_000)}`];

  const { rows } = await sql<{ a: string; none: null; n: number; list: string[] }>`
    select a, null as none, 7 as n, array[a] as list from unnest(${texts}::text[]) with ordinality as t (a, place) order by place`.execute(database().db);

  expect(rows).toEqual(texts.map((a) => ({ a, none: null, n: 7, list: [a] })));
});

it('does so inside a transaction, and beside a query that fails', async () => {
  const { db } = database();

  await expect(sql`select ${'\ufeffx'}::integer`.execute(db)).rejects.toThrow('invalid input syntax');
  const [row] = (await db.transaction().execute((trx) => sql`select ${'\ufeffx'}::text as text`.execute(trx))).rows;

  expect(row).toEqual({ text: '\ufeffx' });
});
