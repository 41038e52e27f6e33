import type { LogEvent } from 'kysely';

// What PostgreSQL and PGlite attach to an error and what may repeat a row's values.
const WITH_VALUES = ['params', 'detail', 'where'];

/** Kysely's hook that takes the values out of an error before anyone can log it: they hold addresses and hashes. */
export function redactErrors(event: LogEvent): void {
  if (event.level !== 'error' || !(event.error instanceof Error)) return;
  for (const property of WITH_VALUES) Reflect.deleteProperty(event.error, property);
}
