import { describe, expect, it } from 'vitest';
import { runTool } from './command-line.ts';

/** Runs a tool that takes `--to` and `--quick`, and gives what it printed and what it was asked to do. */
async function run(argv: string[], fail?: string) {
  const out: string[] = [];
  const err: string[] = [];
  const asked: [string, string[]][] = [];
  const tool = {
    help: 'How to.',
    path: 'to',
    switches: ['quick'],
    async run(path: string, switches: ReadonlySet<string>) {
      asked.push([path, [...switches]]);
      if (fail) throw new Error(fail);
      return 'Done.';
    },
  };
  const code = await runTool(tool, argv, { out: (text) => void out.push(text), err: (text) => void err.push(text) });

  return { code, out: out.join('\n'), err: err.join('\n'), asked };
}

describe('runTool', () => {
  it('does what it is asked and says so', async () => {
    expect(await run(['--to', 'a b', '--quick'])).toEqual({ code: 0, out: 'Done.', err: '', asked: [['a b', ['quick']]] });
  });

  it('says what went wrong', async () => {
    expect(await run(['--to', 'x'], 'The disk is full.')).toEqual({ code: 1, out: '', err: 'The disk is full.', asked: [['x', []]] });
  });

  it.each([[['--help']], [['-h']], [['--to', 'x', '--help']]])('%j teaches', async (argv) => {
    expect(await run(argv)).toEqual({ code: 0, out: 'How to.', err: '', asked: [] });
  });

  it.each([
    [[], '--to is missing.'],
    [['--to', ''], '--to is missing.'],
    [['--to'], "Option '--to <value>' argument missing."],
    [['--into', 'x'], "Unknown option '--into'."],
    [['x'], "Unexpected argument 'x'."],
  ])('%j is told so', async (argv, message) => {
    expect(await run(argv)).toEqual({ code: 2, out: '', err: `${message}\nAdd --help to see how it is used.`, asked: [] });
  });
});
