import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../test/folder.ts';
import { createGeneratorProcess } from './generator-process.ts';

/** Stands by as `plumbline stand-by` does: tells which process it is and what it was told, fails at `wrong`, and ends at `die`. */
const PROGRAM = `
  for await (const line of (await import('node:readline')).createInterface({ input: process.stdin })) {
    const [word] = JSON.parse(line);
    if (word === 'die') { process.stderr.write('Out of memory.\\n'); process.exit(7); }
    process.stdout.write(process.pid + ' ' + word);
    if (word === 'wrong') process.stderr.write('openapi.yaml:1:1 Wrong.\\n');
    const end = '\\u0004' + (word === 'wrong' ? 1 : 0) + '\\n';
    process.stdout.write(end);
    process.stderr.write(end);
  }
`;

describe('the generator that stands by', () => {
  it('runs commands in their order in one process, and tells each one its own code and words', async () => {
    const { run } = standingBy();
    const ran = await Promise.all([run(['one']), run(['wrong']), run(['two'])]);

    const [pid] = ran[0]?.stdout.split(' ') ?? [];
    expect(ran).toMatchObject([
      { code: 0, stdout: `${pid} one`, stderr: '' },
      { code: 1, stdout: `${pid} wrong`, stderr: 'openapi.yaml:1:1 Wrong.\n' },
      { code: 0, stdout: `${pid} two`, stderr: '' },
    ]);
  });

  it('tells that the process has ended, with what it said, and runs the next command in another', async () => {
    const { run } = standingBy();
    const [first, dead, next] = await Promise.all([run(['one']), run(['die']), run(['two'])]);

    expect(dead).toMatchObject({ code: 7, stderr: 'Out of memory.\n' });
    expect(next).toMatchObject({ code: 0, stdout: expect.stringMatching(/ two$/) });
    expect(next.stdout.split(' ')[0]).not.toBe(first.stdout.split(' ')[0]);
  });

  it('runs what follows in another process when it is renewed', async () => {
    const { run, renew } = standingBy();
    const first = await run(['one']);
    renew();
    const next = await run(['one']);

    expect(next.code).toBe(0);
    expect(next.stdout).not.toBe(first.stdout);
  });

  it('does not begin what is not wanted any more, and goes on with what is', async () => {
    const { run } = standingBy();
    const unwanted = new AbortController();
    const ran = Promise.all([run(['one'], unwanted.signal), run(['two'], unwanted.signal), run(['three'])]);
    await setImmediate(); // The first is begun.
    unwanted.abort();

    expect(await ran).toMatchObject([{ code: 0 }, { code: null, stdout: '' }, { code: 0, stdout: expect.stringMatching(/ three$/) }]);
  });

  it('starts nothing when the loop ends', async () => {
    const { run, ending } = standingBy();
    ending.abort();

    expect(await run(['one'])).toMatchObject({ code: null, stdout: '' });
  });
});

function standingBy() {
  const program = join(testFolder(), 'stand-by.mjs');
  writeFileSync(program, PROGRAM);
  const ending = new AbortController();
  const generator = createGeneratorProcess({ args: [program], cwd: import.meta.dirname, env: process.env, signal: ending.signal });
  onTestFinished(generator.stop);
  return { ...generator, ending };
}
