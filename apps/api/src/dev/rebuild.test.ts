import { describe, expect, it } from 'vitest';
import type { Outcome } from './outcome.ts';
import { createRebuild } from './rebuild.ts';
import { createReport } from './report.ts';

const ALL = { files: [], contract: true, generator: false, sources: true };
const YAML = { files: ['a.yaml'], contract: true, generator: false, sources: false };
const SOURCE = { files: ['a.ts'], contract: false, generator: false, sources: true };

describe('a run', () => {
  it('makes everything at the start', async () => {
    const loop = newLoop();

    expect(await loop.run(ALL)).toEqual(['lint', 'generate', 'reference', 'restart', 'types']);
    expect(loop.said()).toMatch(/^Starting → generate .* · lint .*handlers: ok\) — all in \d+\.\d s\n$/);
  });

  it('carries a change of the contract through, and restarts nothing when it changes nothing that is generated', async () => {
    const loop = newLoop();
    await loop.run(ALL);

    loop.generated = 'other';
    expect(await loop.run(YAML)).toEqual(['lint', 'generate', 'reference', 'restart', 'types']);
    expect(await loop.run(YAML)).toEqual(['lint', 'generate']);
    expect(loop.said()).toContain('nothing that is generated has changed, so nothing restarts');
  });

  it('only restarts for a source, and not once more for what was generated before that', async () => {
    const loop = newLoop();
    await loop.run(ALL);

    loop.generated = 'by hand';
    expect(await loop.run(SOURCE)).toEqual(['restart', 'types']);
    expect(await loop.run(YAML)).toEqual(['lint', 'generate']);
  });

  it('leaves the server as it is when the contract is broken', async () => {
    const loop = newLoop();
    await loop.run(ALL);

    loop.failing = 'generate';
    expect(await loop.run(YAML)).toEqual(['lint', 'generate']);
    expect(loop.said()).toMatch(/which failed\n {2}generate is wrong\n {2}— the server goes on with the contract it had\n$/);
  });

  it('says so when the contract is broken and there is no server', async () => {
    const loop = newLoop();
    loop.failing = 'generate';

    expect(await loop.run(ALL)).toEqual(['lint', 'generate']);
    expect(loop.said()).toContain('no server is running until that is mended');
  });

  it.each(['lint', 'reference', 'types'])('tells a problem of %s, which stops nothing', async (step) => {
    const loop = newLoop();
    loop.failing = step;

    expect(await loop.run(ALL)).toEqual(['lint', 'generate', 'reference', 'restart', 'types']);
    expect(loop.said()).toContain(`, 1 problem\n  ${step} is wrong\n`);
    expect(loop.said()).toContain('all in');
  });

  it('checks the types also when the server does not start, and starts it with the next save of any kind', async () => {
    const loop = newLoop();
    loop.failing = 'restart';
    expect(await loop.run(ALL)).toEqual(['lint', 'generate', 'reference', 'restart', 'types']);
    expect(loop.said()).toMatch(/which did not start[\s\S]*no server is running; the next save starts it\n$/);

    loop.failing = '';
    expect(await loop.run(YAML)).toContain('restart');
  });

  it('begins no further step when the loop ends', async () => {
    const loop = newLoop();
    loop.ending.abort();

    expect(await loop.run(ALL)).toEqual(['lint', 'generate']);
  });
});

/** The steps of a run without their work; `run` gives the names of those that a run has begun. */
function newLoop() {
  let begun: string[] = [];
  let written = '';
  const loop = { generated: 'first', failing: '', ending: new AbortController(), said: () => written, run };
  const step = (name: string) => async (): Promise<Outcome> => {
    begun.push(name);
    const ok = loop.failing !== name;
    return { ok, seconds: 0, problems: ok ? [] : [`${name} is wrong`] };
  };
  const server = {
    running: false,
    async restart() {
      const outcome = await step('restart')();
      server.running = outcome.ok;
      return outcome;
    },
  };
  const rebuild = createRebuild({
    steps: {
      lint: step('lint'),
      generate: step('generate'),
      reference: step('reference'),
      types: step('types'),
      fingerprint: () => Promise.resolve(loop.generated),
    },
    server,
    report: createReport((text) => (written += text)),
    signal: loop.ending.signal,
  });

  async function run(changes: typeof ALL | typeof YAML): Promise<string[]> {
    begun = [];
    await rebuild(changes);
    return begun;
  }
  return loop;
}
