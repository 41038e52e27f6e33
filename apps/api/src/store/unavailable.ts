/** The database could not be reached, or did not answer in time. What was asked may or may not have happened. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable' as const;
}

// SQLSTATE classes (PostgreSQL, appendix A): 08 connection exception, 53 insufficient resources,
// 57P operator intervention; 25006 is what a standby says to a write after a failover.
const STATES = /^(08...|53...|57P..|25006)$/;

/** Whether an error of PostgreSQL says that the server, not the query, is at fault. */
export function isServerTrouble(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && STATES.test(error.code);
}

/** Whether waiting and asking again may help: what a caller should be told is 503, not 500. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || isServerTrouble(error);
}
