import Negotiator from 'negotiator';
import { fail } from '../failure.ts';

/**
 * Refuses a request that accepts none of the types that its operation answers with (RFC 9110, 12.5.1).
 *
 * @throws Failure `not_acceptable`
 */
export function checkAccept(accept: string | undefined, produced: readonly string[]): void {
  if (accept === undefined || accept === '' || accept === '*/*' || produced.includes(accept)) return;
  // Every answer is in UTF-8, so it is also what a client gets that asks for it by name.
  const offered = produced.flatMap((type) => [type, `${type};charset=utf-8`]);
  if (new Negotiator({ headers: { accept } }).mediaTypes(offered).length > 0) return;
  throw fail('not_acceptable', {
    message: `Answers are \`${produced.join('` or `')}\`, which the \`Accept\` header excludes.`,
  });
}
