/** How an operation is called. */
export interface Sample {
  curl: string;
  typescript: string;
  /** What the server answered in the last recorded run; undefined until there is one. */
  response?: { status: number; headers: Record<string, string>; body: string; type: string };
}

/** The samples of a contract by operationId. */
export type Samples = Readonly<Record<string, Sample>>;

/** Gives the samples of every operation; none until they are generated. */
export function readSamples(): Samples {
  return {};
}
