import { sql } from 'kysely';
import type { Db } from '../store/schema.ts';
import { transaction } from '../store/transaction.ts';
import { SEALED_PLACES } from './sealed-places.ts';
import type { SealedPlace } from './sealed-places.ts';
import { sealedKeyId } from './sealer.ts';
import type { Sealer } from './sealer.ts';

/**
 * Seals every stored secret again, under the current key, all of them or none. Afterwards the previous keys open
 * nothing any more and can be dropped.
 *
 * @returns how many there are, and how many of them another key had sealed.
 * @throws Error of `sealer.open` for the first one that no configured key opens.
 */
export async function resealSecrets(db: Db, sealer: Sealer, places = SEALED_PLACES): Promise<{ total: number; moved: number }> {
  return transaction(db, async (trx) => {
    let total = 0;
    let moved = 0;

    for (const place of places) {
      for (const row of await lockRows(trx, place)) {
        const purpose = place.purpose(row.identity);
        const resealed = sealer.seal(sealer.open(row.sealed, purpose), purpose);
        const isThisRow = sql.join(place.identity.map((name) => sql`${sql.ref(name)} = ${row.identity[name]}`), sql` and `);
        await sql`update ${sql.table(place.table)} set ${sql.ref(place.column)} = ${resealed} where ${isThisRow}`.execute(trx);
        total += 1;
        if (sealedKeyId(row.sealed) !== sealer.currentKeyId) moved += 1;
      }
    }

    return { total, moved };
  });
}

/** The ids of the keys that have sealed what is stored. */
export async function sealedWith(db: Db, places = SEALED_PLACES): Promise<string[]> {
  const ids = new Set<string>();
  for (const { table, column } of places) {
    const value = sql.ref(column);
    // The bytes in which a sealed value names its key.
    const { rows } = await sql<{ id: string }>`
      select distinct encode(substring(${value} from 2 for 6), 'hex') as id from ${sql.table(table)} where ${value} is not null`.execute(db);
    for (const { id } of rows) ids.add(id);
  }

  return [...ids].toSorted();
}

interface SealedRow {
  identity: Readonly<Record<string, string>>;
  sealed: Uint8Array;
}

/** The rows that hold a value, locked so that no other change to them is lost. */
async function lockRows(db: Db, { table, column, identity }: SealedPlace): Promise<SealedRow[]> {
  const names = sql.join(identity.map((name) => sql`${name}::text, ${sql.ref(name)}`));
  const { rows } = await sql<SealedRow>`
    select json_build_object(${names}) as identity, ${sql.ref(column)} as sealed
    from ${sql.table(table)} where ${sql.ref(column)} is not null for update`.execute(db);

  return rows;
}
