import { say } from './say.ts';

/**
 * Runs a benchmark as the command that it is. The exit code is 1 when a bound is not kept, and 2 when nothing could be
 * measured, with the reason on the error output.
 *
 * @param readOptions undefined when help was asked for
 * @param measure false when a bound is not kept
 */
export async function runBenchmark<Options>(help: string, readOptions: () => Options | undefined, measure: (options: Options) => Promise<boolean | void>): Promise<void> {
  try {
    const options = readOptions();
    if (!options) say(help);
    else if ((await measure(options)) === false) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
