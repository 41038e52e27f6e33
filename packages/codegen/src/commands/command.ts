import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** One command of the program: what `plumbline <command>` does. */
export interface Command {
  /** What `--help` prints. */
  help: string;
  /**
   * @param argv the arguments behind the command's name
   * @returns the exit code: 0 done, 1 what was looked at is not as it should be
   * @throws CallError when the call is wrong
   */
  run(argv: string[]): Promise<number>;
}

/** A call that is wrong: its message says what is missing or not known. */
export class CallError extends Error {
  override readonly name = 'CallError';
}

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: Options }>>['values'];

/**
 * Reads the options of a command.
 *
 * @throws CallError at an option that is not known, has no value, or at a word that is none
 */
export function readOptions<const Options extends ParseArgsOptionsConfig>(argv: string[], options: Options): Values<Options> {
  try {
    return parseArgs({ args: argv, options }).values;
  } catch (error) {
    throw new CallError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Prints what was asked for, and says that all is well. */
export function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Prints what is not as it should be, and says so by the exit code. */
export function fail(text: string): number {
  process.stderr.write(text);
  return 1;
}
