import type { AttemptInfo } from './hooks.ts';

/** How much a line matters. */
export type Level = 'error' | 'warn' | 'info' | 'debug';

/** The least that is logged. */
export type LogLevel = 'off' | Level;

/** What is logged to: `console`, or anything else with these methods. */
export type Logger = Record<Level, (message: string) => void>;

const LEVELS: readonly LogLevel[] = ['off', 'error', 'warn', 'info', 'debug'];

/**
 * Makes what writes lines of one level and of those that matter more. They hold no headers, and whatever looks like a
 * key or a secret is cut.
 */
export function createLog(level: LogLevel, logger: Logger) {
  const least = LEVELS.indexOf(level);
  return (of: Level, { operation, method, url, attempt }: AttemptInfo, text: string): void => {
    if (LEVELS.indexOf(of) <= least) {
      logger[of](`${operation} (${method} ${url}, attempt ${attempt}) ${text}`.replaceAll(/(sk_\w+?_|whsec_)[\w+/=-]+/g, '$1…'));
    }
  };
}
