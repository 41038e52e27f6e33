import { sql } from 'kysely';
import type { Db } from '../src/store/schema.ts';

/** Tables with every type of column, a generated one, references in a circle, and a trigger that lets nothing be changed. */
export async function makeOddTables(db: Db): Promise<void> {
  await sql`create type mood as enum ('good', 'odd')`.execute(db);
  await sql`
    create table odd (
      id bigint generated always as identity primary key,
      counter serial,
      boss bigint references odd (id),
      t text, v varchar(20), c char(5), by bytea, bo boolean, m mood,
      ta text[], ia integer[], ba bytea[],
      j jsonb, js json,
      tz timestamptz, tz3 timestamptz(3), ts timestamp, d date, tm time, iv interval,
      n numeric, f8 double precision, f4 real, i8 bigint, i2 smallint, u uuid, ad inet, ra int4range,
      computed text generated always as (upper(t)) stored,
      "Odd ""name" text
    )`.execute(db);
  await sql`create table "Odd table" (id text primary key, odd_id bigint not null references odd (id))`.execute(db);
  await sql`alter table odd add column other text references "Odd table" (id) deferrable`.execute(db);
  await sql`create function refuse() returns trigger language plpgsql as ${sql.lit("begin raise exception 'append only'; end")}`.execute(db);
  await sql`create trigger refuse before update or delete or truncate on "Odd table" for each statement execute function refuse()`.execute(db);
}

const TEXTS = ['', "it's", '"quoted" \\ back', 'line\nfeed\r\n\ttab', 'sep\u2028arated\u2029\u0085', '🔑 e\u0301 ﷽', '\u0001\u001f\u007f', '{"row":{}}', '\\x00', 'null', '{a,b}'];

/** Rows of which the first refer to the last. */
export async function fillOddTables(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`
      insert into odd (t, v, c, by, bo, m, ta, ia, ba, j, js, tz, tz3, ts, d, tm, iv, n, f8, f4, i8, i2, u, ad, ra, "Odd ""name") values (
        'all', 'v', 'c', '\\x00ff10', true, 'odd',
        array['a', null, 'b,c', '{}', '"', ''], array[[1, 2], [3, null]], array['\\x00'::bytea, null],
        '{"a": [1.10, 12345678901234567890, null, "🔑\u2028"], "": {}}', ' {"b" : 1,  "b":2.0}',
        '2026-06-01 12:00:00.123456+02', '2026-06-01 12:00:00.123+02', '0044-03-15 00:00:00 BC', '2024-02-29', '23:59:59.999999', '1 year -2 mons 3 days 04:05:06.7',
        12345678901234567890.123456789012345678900, 0.1, 1e-30, 9223372036854775807, -32768, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '2001:db8::/32', '[1,5)', 'named')`.execute(trx);
    await sql`insert into odd (t, j, js, tz, d, n, f8, bo, ta, by) values ('edges', 'null', 'null', 'infinity', '-infinity', 'NaN', '-Infinity', false, '{}', '')`.execute(trx);
    await sql`insert into odd default values`.execute(trx);
    await sql`insert into odd (t, j) select t, to_jsonb(t) from unnest(${TEXTS}::text[]) t`.execute(trx);
    await sql`insert into odd (i8, j) select 9007199254740993 + i, to_jsonb(9007199254740993 + i) from generate_series(1, 600) i`.execute(trx);
    await sql`update odd set boss = (select max(id) from odd) where id < 10`.execute(trx);
    await sql`insert into "Odd table" select 'x' || id, id from odd where id < 5`.execute(trx);
    await sql`update odd set other = 'x1' where id = 600`.execute(trx);
  });
}

/** Every row as the database itself writes it. */
export async function showOddTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ row: string }>`select row from (select id, o::text as row from odd o union all select odd_id, x::text from "Odd table" x) r order by id, row`.execute(db);

  return rows.map(({ row }) => row);
}
