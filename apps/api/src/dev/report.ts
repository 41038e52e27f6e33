import type { Outcome } from './outcome.ts';

/** What the loop tells a person: whole lines, and one line that grows with every step that is done. */
export interface Report {
  line(text: string): void;
  /** Begins the line of a run. */
  begin(text: string): void;
  /** Adds a step to the line of the run, and below it what is wrong. */
  step(name: string, outcome: Outcome, note?: string): void;
  /** Ends the line of the run. */
  end(text: string): void;
  /** Says nothing from now on. */
  silence(): void;
}

/** How many lines of problems are shown of one step: what comes first is most often the cause of the rest. */
const MOST = 20;

/** Makes a report. A whole line that comes between two steps of a run breaks the run's line, which goes on below. */
export function createReport(write: (text: string) => void): Report {
  let silent = false;
  let open: 'no' | 'begun' | 'going' = 'no';
  const put = (text: string) => {
    if (!silent) write(text);
  };
  const line = (text: string) => {
    put(`${open === 'no' ? '' : '\n'}${text}\n`);
    open = 'no';
  };

  return {
    line,
    begin(text) {
      put(text);
      open = 'begun';
    },
    step(name, { ok, seconds, problems }, note) {
      const count = ok ? '' : `, ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}`;
      const joint = { no: '  → ', begun: ' → ', going: ' · ' }[open];
      put(`${joint}${name} ${inSeconds(seconds)}${note ?? count}`);
      open = 'going';
      if (problems.length > 0) line(list(problems));
    },
    end(text) {
      put(`${open === 'no' ? '  ' : ' '}— ${text}\n`);
      open = 'no';
    },
    silence() {
      silent = true;
    },
  };
}

/** Writes a duration for a person: `0.4 s`. */
export function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

function list(problems: string[]): string {
  const shown = problems.slice(0, MOST).map((problem) => `  ${problem}`);
  const rest = problems.length - shown.length;
  return [...shown, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n');
}
