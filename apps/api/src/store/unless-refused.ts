/**
 * Lets a constraint of the database decide whether something can be written, since a look beforehand
 * would lose the race against another request. A transaction around it cannot be gone on with after a refusal.
 *
 * @returns what `write` returns, or `outcome` when that constraint refused it.
 * @throws every other error of `write`.
 */
export async function unlessRefused<Result, const Outcome extends string>(
  constraint: string,
  outcome: Outcome,
  write: () => Promise<Result>,
): Promise<Result | Outcome> {
  try {
    return await write();
  } catch (error) {
    if (isRefusal(error, constraint)) return outcome;
    throw error;
  }
}

function isRefusal(error: unknown, constraint: string): boolean {
  // PostgreSQL, appendix A, class 23: integrity constraint violation.
  return (
    error instanceof Error &&
    'code' in error &&
    /^23...$/.test(String(error.code)) &&
    'constraint' in error &&
    error.constraint === constraint
  );
}
