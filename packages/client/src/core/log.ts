/** How much a line matters. */
export type Level = 'error' | 'warn' | 'info' | 'debug';

/** The least that is logged. */
export type LogLevel = 'off' | Level;

/** What is logged to: `console`, or anything else with these methods. */
export type Logger = Record<Level, (message: string) => void>;

/** From the one that matters most. */
const LEVELS: readonly Level[] = ['error', 'warn', 'info', 'debug'];

/** Writes a line: what has happened, and `name=value` of what is to be known of it. */
export type Log = (what: string, facts: object) => void;

/**
 * Makes what writes lines of one level and of those that matter more; of the others there is nothing, so that facts need
 * not be gathered for them. Whatever looks like a key or a secret is cut.
 */
export function createLog(level: LogLevel, logger: Logger): Partial<Record<Level, Log>> {
  const written = LEVELS.slice(0, LEVELS.indexOf(level as Level) + 1); // 'off' is none of them, and leaves none.
  const write = (of: Level): Log => (what, facts) => {
    const line = `${what}: ${Object.entries(facts).map((fact) => fact.join('=')).join(' ')}`;
    logger[of](line.replaceAll(/(sk_\w+?_|whsec_)[\w+/=-]+/g, '$1…'));
  };
  return Object.fromEntries(written.map((of) => [of, write(of)]));
}
