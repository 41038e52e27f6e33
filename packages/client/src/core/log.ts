/** How much a line matters. */
export type Level = 'error' | 'warn' | 'info' | 'debug';

/** The least that is logged. */
export type LogLevel = 'off' | Level;

/** What is logged to: `console`, or anything else with these methods. */
export type Logger = Record<Level, (message: string) => void>;

/** From the one that matters most. */
const LEVELS = 'off error warn info debug';

/**
 * Makes what writes lines of one level and of those that matter more: what has happened, and `name=value` of what is to
 * be known of it. Whatever looks like a key or a secret is cut.
 */
export function createLog(level: LogLevel, logger: Logger) {
  return (of: Level, what: string, facts: object): void => {
    if (LEVELS.indexOf(of) > LEVELS.indexOf(level)) return;
    const line = `${what}: ${Object.entries(facts).map((fact) => fact.join('=')).join(' ')}`;
    logger[of](line.replaceAll(/(sk_\w+?_|whsec_)[\w+/=-]+/g, '$1…'));
  };
}
