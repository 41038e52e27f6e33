import { fail, type Fault } from '../failure.ts';
import type { RequestValues, Validate } from '../request-validator.ts';

/**
 * Checks a request's values against the contract; `values` gets the defaults of what is missing.
 *
 * @param unreadable the faults of parameters whose text could not be read
 * @throws Failure with every fault: `invalid_parameter` (400) when a parameter has one, else `validation_failed` (422)
 */
export function validate(values: RequestValues, unreadable: readonly Fault[], check: Validate): void {
  const known = new Set(unreadable.map(place));
  const faults = [...unreadable, ...check(values).filter((fault) => !known.has(place(fault)))];
  if (faults.length === 0) return;

  const inParameter = faults.some((fault) => fault.in !== 'body');
  throw fail(inParameter ? 'invalid_parameter' : 'validation_failed', { message: summary(faults), details: faults });
}

/** Says the first fault in words, and how many more there are. */
export function summary(faults: readonly Fault[]): string {
  const [first] = faults;
  if (!first) return 'The request is not valid.';
  const name = first.pointer === '' ? 'The body' : `\`${first.in === 'body' ? first.pointer : first.pointer.slice(1)}\``;
  const problem = first.in === 'body' ? 'The body does not fit its schema' : `A ${first.in} parameter is not valid`;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return `${problem}: ${name} ${first.message}${more}.`;
}

/** Which parameter, or which place in the body. */
function place(fault: Fault): string {
  return fault.in === 'body' ? `body ${fault.pointer}` : `${fault.in} ${fault.pointer.split('/')[1]}`;
}
