import type { Database } from '../store/database.ts';

/**
 * Whether the process can do its work, because its database answers. Whatever is wrong with it stands in the log of those
 * who need it.
 */
export function isReady(database: Pick<Database, 'ping'>): Promise<boolean> {
  return database.ping().then(
    () => true,
    () => false,
  );
}
