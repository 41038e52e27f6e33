import { sql } from 'kysely';
import type { Db } from '../store/schema.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';

/** Makes deliveries due again that were claimed and not attempted, unless something has become of them meanwhile. */
export async function releaseDeliveries(db: Db, deliveries: readonly Pick<ClaimedDelivery, 'account_id' | 'environment' | 'id' | 'attempts'>[]): Promise<void> {
  await sql`
    update deliveries set next_attempt_at = now() from unnest(
      ${deliveries.map(({ account_id }) => account_id)}::text[], ${deliveries.map(({ environment }) => environment)}::text[],
      ${deliveries.map(({ id }) => id)}::text[], ${deliveries.map(({ attempts }) => attempts)}::integer[]
    ) as released (account_id, environment, id, attempts)
    where deliveries.account_id = released.account_id and deliveries.environment = released.environment and deliveries.id = released.id
      and deliveries.attempts = released.attempts and deliveries.status = 'pending'`.execute(db);
}
