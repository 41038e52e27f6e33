import type { CompiledOperation } from '../compile-operation.ts';
import { ContractBreach } from '../contract-breach.ts';

/**
 * Holds an answer against the contract as it is about to be sent: dates and the like have become text by now.
 *
 * @param extra pointers of what was left out of the body, because the contract does not declare it
 * @throws ContractBreach that names everything that is wrong
 */
export function checkAnswer(
  operation: CompiledOperation,
  status: number,
  body: string | undefined,
  extra: readonly string[],
  headers: Readonly<Record<string, string>>,
): void {
  const answer = operation.answers.get(status);
  const problems = extra.length > 0 ? [undeclared(extra)] : [];
  if (answer && body !== undefined) {
    const faults = answer.check(JSON.parse(body));
    problems.push(...faults.map(({ pointer, message }) => `\`${pointer}\` ${message}`));
  }
  const present = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const missing = answer?.requiredHeaders.filter((name) => !present.has(name)) ?? [];
  problems.push(...missing.map((name) => `the header \`${name}\` is missing`));
  if (problems.length > 0) throw new ContractBreach(operation.id, `in its ${status}, ${problems.join('; ')}`);
}

/** Says which parts of a body are not declared. */
export function undeclared(extra: readonly string[]): string {
  return extra.map((pointer) => `\`${pointer}\` is not declared`).join('; ');
}
