import { randomInt } from 'node:crypto';

/** What CI draws from, so that a change is judged by what it changed; everybody else draws anew each time. */
const SEED_OF_CI = 20_261_124;

/**
 * The seed of a test's random values: what the environment variable says, or one of its own. Whoever uses it prints it.
 *
 * @throws Error when the variable holds no whole number
 */
export function seedFrom(variable: 'FAST_CHECK_SEED' | 'GENERATED_SEED'): number {
  return numberFrom(variable) ?? (process.env['CI'] === 'true' ? SEED_OF_CI : randomInt(2 ** 31));
}

/** The whole number that an environment variable holds; undefined when it is not set. */
export function numberFrom(variable: string): number | undefined {
  const text = process.env[variable];
  if (text !== undefined && !/^-?\d+$/.test(text)) throw new Error(`${variable} is "${text}" and must be a whole number.`);
  return text === undefined ? undefined : Number(text);
}
