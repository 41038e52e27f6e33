/** What checks and runs the programs of one language. */
export interface Interpreter extends AsyncDisposable {
  /** Finds what is wrong with programs before they run; nothing where the language has no such check. */
  check(paths: readonly string[]): Promise<Problem[]>;
  /** Runs a program to its end. That it failed is told and not thrown. */
  run(path: string, surroundings: Surroundings): Promise<Ran>;
}

/** What is wrong in a file; lines begin at 1. */
export interface Problem {
  path: string;
  line: number;
  message: string;
}

/** What a program finds around it. */
export interface Surroundings {
  /** Set besides what any program needs. */
  env: Readonly<Record<string, string>>;
  /** The working folder. */
  folder: string;
}

/** How a program went. */
export interface Ran {
  /** What it printed, as a person would have seen it. */
  text: string;
  /** What it printed, one entry for each thing, as data where it was data. */
  values: unknown[];
  /** The answers that it got, as far as the language shows them. */
  answers: HttpAnswer[];
  /** Why it did not get to its end. */
  failure?: string;
}

/** An answer of HTTP without its body. */
export interface HttpAnswer {
  status: number;
  /** In the order in which they came. */
  headers: readonly (readonly [name: string, value: string])[];
}
