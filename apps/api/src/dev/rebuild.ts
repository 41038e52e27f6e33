import type { Outcome } from './outcome.ts';
import { inSeconds, type Report } from './report.ts';
import type { Changes } from './saved-files.ts';
import type { ServerProcess } from './server-process.ts';
import type { SiteProcess } from './site-process.ts';
import type { Steps } from './steps.ts';
import { unlessAborted } from './unless-aborted.ts';

interface Given {
  steps: Steps;
  server: Pick<ServerProcess, 'running' | 'restart'>;
  site: Pick<SiteProcess, 'settled'>;
  report: Pick<Report, 'begin' | 'step' | 'end'>;
  /** When aborted, no further step begins. */
  signal: AbortSignal;
}

/** What is to be done for the newest state. */
type Duty = 'generate' | 'lint' | 'server' | 'reference' | 'types';

/** What is said behind the time of a step. */
type Note = (outcome: Outcome) => string | undefined;

const GIVES_WAY = 'the rest follows with the next save';

/**
 * Makes the function that carries saved files through to a running server. A contract that cannot be generated
 * from stops a run, and the server goes on as it is; what the linter and the type checker find is told and stops nothing.
 * What the documentation is made of comes first. When `overtaken` is aborted, the run ends what is going and leaves what
 * it has not done to the next one, which does it for what is on the disk then.
 */
export function createRebuild({ steps, server, site, report, signal }: Given): (changes: Changes, overtaken: AbortSignal) => Promise<void> {
  const owed = new Set<Duty>();
  /** The fingerprint of the generated files that the server was started with. */
  let served: string | undefined;

  return async function rebuild({ files, contract, sources }, overtaken) {
    const began = performance.now();
    const ended = AbortSignal.any([signal, overtaken]);
    /** Does a step and tells what it came to, unless the run has to end before. */
    const carry = async (name: string, step: Promise<Outcome>, note?: Note): Promise<Outcome | undefined> => {
      const outcome = await unlessAborted(ended, step);
      if (!outcome || ended.aborted) return undefined;
      report.step(name, outcome, note?.(outcome));
      return outcome;
    };
    const discharge = async (duty: Duty, step: Promise<Outcome>, note?: Note): Promise<Outcome | undefined> => {
      const outcome = await carry(duty, step, note);
      if (outcome) owed.delete(duty);
      return outcome;
    };

    report.begin(files.length === 0 ? 'Starting' : `${nameOf(files)} saved`);
    if (contract) owed.add('generate').add('lint');
    if (sources) owed.add('server').add('types');

    const generates = owed.has('generate');
    const first = generates ? await carry('generate', steps.generate(ended), whichFailed) : undefined;
    // What the linter finds in a contract from which nothing can be generated follows from what was just told.
    if (first && !first.ok) owed.delete('lint');
    // Even what yields the processor would slow down the page that is waited for.
    if (first?.ok) await unlessAborted(ended, site.settled());
    const linted = owed.has('lint') && !ended.aborted ? discharge('lint', steps.lint(ended)) : undefined;
    const others = first?.ok ? await carry('versions', steps.versions(ended), whichFailed) : first;
    if (others) owed.delete('generate');
    if (others && !others.ok) {
      await linted;
      return report.end(server.running ? 'the server goes on with the contract it had' : 'no server is running until that is mended');
    }

    const generated = await steps.fingerprint();
    if (ended.aborted) return report.end(GIVES_WAY);
    if (!server.running || generated !== served) {
      owed.add('server').add('types');
      if (generates) owed.add('reference');
    }
    const isChanged = owed.has('server') || owed.has('reference') || owed.has('types');

    const documented = owed.has('reference') ? discharge('reference', steps.reference(ended)) : undefined;
    if (owed.has('server')) {
      served = undefined;
      const restarted = await discharge('server', server.restart(), ({ ok }) => (ok ? undefined : ', which did not start'));
      if (restarted?.ok) served = generated;
    }
    // Behind the server, since an author waits for that; also when it failed, since this tells which handler broke.
    if (owed.has('types') && !ended.aborted) await discharge('types', steps.types(ended), ({ ok }) => (ok ? ' (handlers: ok)' : undefined));
    await Promise.all([linted, documented]);
    report.end(ended.aborted ? GIVES_WAY : summary());

    function summary(): string {
      if (!server.running) return 'no server is running; the next save starts it';
      return isChanged ? `all in ${inSeconds((performance.now() - began) / 1000)}` : 'nothing that is generated has changed, so nothing restarts';
    }
  };
}

const whichFailed: Note = ({ ok }) => (ok ? undefined : ', which failed');

function nameOf(files: string[]): string {
  const shown = files.slice(0, 3).join(', ');
  return files.length > 3 ? `${shown} and ${files.length - 3} more` : shown;
}
