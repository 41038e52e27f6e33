import type { Db } from './schema.ts';
import { secretPurpose } from '../secrets/sealed-places.ts';
import type { Sealer } from '../secrets/sealer.ts';

export type SecretStore = ReturnType<typeof secretStore>;

/** Secrets of the platform itself, by name, sealed. */
export function secretStore(db: Db, sealer: Sealer) {
  async function find(name: string): Promise<Uint8Array | undefined> {
    const row = await db.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst();

    return row && sealer.open(row.sealed, secretPurpose(name));
  }

  return {
    find,

    /**
     * The secret of this name, which is made when it is not there; however many processes ask at the same time, all
     * get the same one.
     *
     * @throws Error when no configured key opens it.
     */
    async obtain(name: string, make: () => Uint8Array): Promise<Uint8Array> {
      const found = await find(name);
      if (found) return found;

      // Waits for another process that is inserting it, and then leaves that one's.
      const sealed = sealer.seal(make(), secretPurpose(name));
      await db.insertInto('secrets').values({ name, sealed }).onConflict((conflict) => conflict.column('name').doNothing()).execute();

      const made = await find(name);
      if (!made) throw new Error(`The secret ${name} was deleted while it was being made. Try again.`);
      return made;
    },
  };
}
