import { sql } from 'kysely';

/**
 * The time of a change, for the column `updated_at`. Always later than the one before, so that two states of a row
 * never carry the same time: neither two changes in one millisecond, nor one whose transaction began earlier and waited.
 */
export const NEXT_UPDATED_AT = sql<Date>`greatest(now(), updated_at + interval '1 millisecond')`;
