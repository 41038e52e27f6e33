/** What a step of a run came to. */
export interface Outcome {
  ok: boolean;
  seconds: number;
  /** What a person has to know, one line each; with file and line where there is one. */
  problems: string[];
}
