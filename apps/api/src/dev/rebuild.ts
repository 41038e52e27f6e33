import type { Outcome } from './outcome.ts';
import { inSeconds, type Report } from './report.ts';
import type { Changes } from './saved-files.ts';
import type { ServerProcess } from './server-process.ts';
import type { Steps } from './steps.ts';

interface Given {
  steps: Steps;
  server: Pick<ServerProcess, 'running' | 'restart'>;
  report: Pick<Report, 'begin' | 'step' | 'end'>;
  /** When aborted, no further step begins. */
  signal: AbortSignal;
}

/**
 * Makes the function that carries saved files through to a running server. A contract that cannot be generated
 * from stops a run, and the server goes on as it is; what the linter and the type checker find is told and stops nothing.
 */
export function createRebuild({ steps, server, report, signal }: Given): (changes: Changes) => Promise<void> {
  /** The fingerprint of the generated files that the server was started with. */
  let served: string | undefined;

  const tell = (name: string) => (outcome: Outcome) => report.step(name, outcome);

  return async function rebuild({ files, contract, sources }) {
    const began = performance.now();
    report.begin(files.length === 0 ? 'Starting' : `${nameOf(files)} saved`);

    const linting = contract ? steps.lint() : undefined;
    if (contract) {
      const generated = await steps.generate();
      report.step('generate', generated, generated.ok ? undefined : ', which failed');
      if (!generated.ok) {
        await linting; // What it finds in a broken contract follows from what was just told.
        return report.end(server.running ? 'the server goes on with the contract it had' : 'no server is running until that is mended');
      }
    }
    const linted = linting?.then(tell('lint'));

    const generated = await steps.fingerprint();
    if (signal.aborted) return;
    if (!sources && server.running && generated === served) {
      await linted;
      return report.end('nothing that is generated has changed, so nothing restarts');
    }

    const documented = contract ? steps.reference().then(tell('reference')) : undefined;
    const restarted = await server.restart();
    served = restarted.ok ? generated : undefined;
    report.step('server', restarted, restarted.ok ? undefined : ', which did not start');
    // Behind the server, since an author waits for that; also when it failed, since this tells which handler broke.
    const types = signal.aborted ? undefined : await steps.types();
    if (types) report.step('types', types, types.ok ? ' (handlers: ok)' : undefined);
    await Promise.all([linted, documented]);
    report.end(server.running ? `all in ${inSeconds((performance.now() - began) / 1000)}` : 'no server is running; the next save starts it');
  };
}

function nameOf(files: string[]): string {
  const shown = files.slice(0, 3).join(', ');
  return files.length > 3 ? `${shown} and ${files.length - 3} more` : shown;
}
