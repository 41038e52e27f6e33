import type { Call } from '../call.ts';
import type { Interpreter } from '../run/interpreter.ts';

/**
 * A language that samples are written in. Another one is a file beside `curl.ts` with such an object in it, and a line in
 * `languages.ts`.
 */
export interface Language {
  /** What it is called where readers choose: `TypeScript`. */
  title: string;
  /** How fenced blocks name it: `ts`. */
  fence: string;
  /** How its files end, with the dot. */
  fileEnding: string;
  /** Writes a call as a whole program that needs nothing but the two variables of the environment. Pure. */
  emit(call: Call): string;
  /** Begins what checks and runs programs of this language, in a folder that is thrown away afterwards. */
  open(folder: string): Promise<Interpreter>;
}
