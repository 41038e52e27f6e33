import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Outcome } from './outcome.ts';
import { createRebuild } from './rebuild.ts';
import { createReport } from './report.ts';
import type { Changes } from './saved-files.ts';

const ALL = { files: [], contract: true, generator: false, sources: true };
const YAML = { files: ['a.yaml'], contract: true, generator: false, sources: false };
const SOURCE = { files: ['a.ts'], contract: false, generator: false, sources: true };

const GENERATING = ['generate', 'lint', 'versions'];
const EVERYTHING = [...GENERATING, 'reference', 'restart', 'types'];

describe('a run', () => {
  it('makes everything at the start', async () => {
    const loop = newLoop();

    expect(await loop.run(ALL)).toEqual(EVERYTHING);
    expect(loop.said()).toMatch(/^Starting → generate .* · lint .*handlers: ok\) — all in \d+\.\d s\n$/);
  });

  it('carries a change of the contract through, and restarts nothing when it changes nothing that is generated', async () => {
    const loop = newLoop();
    await loop.run(ALL);

    loop.generated = 'other';
    expect(await loop.run(YAML)).toEqual(EVERYTHING);
    expect(await loop.run(YAML)).toEqual(GENERATING);
    expect(loop.said()).toContain('nothing that is generated has changed, so nothing restarts');
  });

  it('only restarts for a source, and not once more for what was generated before that', async () => {
    const loop = newLoop();
    await loop.run(ALL);

    loop.generated = 'by hand';
    expect(await loop.run(SOURCE)).toEqual(['restart', 'types']);
    expect(await loop.run(YAML)).toEqual(GENERATING);
  });

  it.each([
    ['generate', ['generate']],
    ['versions', GENERATING],
  ])('leaves the server as it is when the contract is broken, as %s finds', async (step, begun) => {
    const loop = newLoop();
    await loop.run(ALL);

    loop.failing = step;
    expect(await loop.run(YAML)).toEqual(begun);
    expect(loop.said()).toMatch(new RegExp(`which failed\\n {2}${step} is wrong\\n {2}— the server goes on with the contract it had\\n$`));
  });

  it('begins what nobody waits for when the page is there', async () => {
    const loop = newLoop();
    const page = loop.hold('page');
    const running = loop.run(ALL);
    await setImmediate();
    expect(loop.begun()).toEqual(['generate']);

    page.done();
    expect(await running).toEqual(EVERYTHING);
  });

  it('says so when the contract is broken and there is no server', async () => {
    const loop = newLoop();
    loop.failing = 'generate';

    expect(await loop.run(ALL)).toEqual(['generate']);
    expect(loop.said()).toContain('no server is running until that is mended');
  });

  it.each(['lint', 'reference', 'types'])('tells a problem of %s, which stops nothing', async (step) => {
    const loop = newLoop();
    loop.failing = step;

    expect(await loop.run(ALL)).toEqual(EVERYTHING);
    expect(loop.said()).toContain(`, 1 problem\n  ${step} is wrong\n`);
    expect(loop.said()).toContain('all in');
  });

  it('checks the types also when the server does not start, and starts it with the next save of any kind', async () => {
    const loop = newLoop();
    loop.failing = 'restart';
    expect(await loop.run(ALL)).toEqual(EVERYTHING);
    expect(loop.said()).toMatch(/which did not start[\s\S]*no server is running; the next save starts it\n$/);

    loop.failing = '';
    expect(await loop.run(YAML)).toContain('restart');
  });

  it('begins no further step when the loop ends', async () => {
    const loop = newLoop();
    loop.ending.abort();

    expect(await loop.run(ALL)).toEqual(['generate']);
  });
});

describe('a run that a save overtakes', () => {
  it.each([
    ['generate', [...EVERYTHING]],
    ['versions', [...EVERYTHING]],
    ['lint', GENERATING],
    ['restart', EVERYTHING],
    ['reference', [...GENERATING, 'reference']],
    ['types', [...GENERATING, 'types']],
  ])('ends %s, and leaves it and what stands behind it to the next one', async (step, left) => {
    const loop = newLoop();
    const first = loop.hold(step);
    const running = loop.run(ALL);
    await first.begun;
    await loop.overtake(running);
    expect(loop.said()).toMatch(/ — the rest follows with the next save\n$/);
    first.done();

    expect((await loop.run(YAML)).toSorted()).toEqual(left.toSorted());
    expect(await loop.run(YAML)).toEqual(GENERATING);
  });

  it('tells nothing of the older state, not even when it ends later', async () => {
    const loop = newLoop();
    const lint = loop.hold('lint');
    loop.failing = 'lint';
    const running = loop.run(ALL);
    await lint.begun;
    await loop.overtake(running);
    loop.failing = '';
    await loop.run(YAML);
    lint.done();
    await loop.run(YAML);

    expect(loop.said()).not.toContain('lint is wrong');
  });

  it('has what it left done behind a save of any kind', async () => {
    const loop = newLoop();
    await loop.run(ALL);
    const lint = loop.hold('lint');
    const running = loop.run(YAML);
    await lint.begun;
    await loop.overtake(running);

    expect(await loop.run(SOURCE)).toEqual(['lint', 'restart', 'types']);
  });

  it('keeps a save of a source for when the contract is mended', async () => {
    const loop = newLoop();
    await loop.run(ALL);
    loop.failing = 'generate';
    await loop.run({ ...SOURCE, contract: true });

    loop.failing = '';
    expect(await loop.run(YAML)).toEqual([...GENERATING, 'restart', 'types']);
  });
});

/** The steps of a run without their work; `run` gives the names of those that a run has begun. */
function newLoop() {
  let begun: string[] = [];
  let written = '';
  let overtaking = new AbortController();
  const held = new Map<string, { begins(): void; result: Promise<void> }>();
  const loop = { generated: 'first', failing: '', ending: new AbortController(), said: () => written, begun: () => begun, run, hold, overtake };
  const step = (name: string) => async (): Promise<Outcome> => {
    begun.push(name);
    const ok = loop.failing !== name;
    const wait = held.get(name);
    held.delete(name);
    wait?.begins();
    await wait?.result;
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
      generate: step('generate'),
      versions: step('versions'),
      lint: step('lint'),
      reference: step('reference'),
      types: step('types'),
      fingerprint: () => Promise.resolve(loop.generated),
    },
    server,
    site: { settled: async () => void (await held.get('page')?.result) },
    report: createReport((text) => (written += text)),
    signal: loop.ending.signal,
  });

  async function run(changes: Changes): Promise<string[]> {
    const names: string[] = [];
    begun = names;
    overtaking = new AbortController();
    await rebuild(changes, overtaking.signal);
    return names;
  }

  /** Has the next run of a step go on until `done`. */
  function hold(name: string) {
    const [begins, result] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    held.set(name, { begins: begins.resolve, result: result.promise });
    return { begun: begins.promise, done: result.resolve };
  }

  /** Has a save come while a run is at what is held. */
  async function overtake(running: Promise<unknown>): Promise<void> {
    await setImmediate(); // All that needs no waiting for what is held is done.
    overtaking.abort();
    await running;
  }
  return loop;
}
