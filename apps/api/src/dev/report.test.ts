import { describe, expect, it } from 'vitest';
import { createReport, type Report } from './report.ts';

const fine = { ok: true, seconds: 0.44, problems: [] };

describe('createReport', () => {
  it.each<[string, (report: Report) => void, string]>([
    [
      'a run on one line',
      (report) => {
        report.begin('a.yaml saved');
        report.step('generate', fine);
        report.step('types', fine, ' (handlers: ok)');
        report.end('all in 0.9 s');
      },
      'a.yaml saved → generate 0.4 s · types 0.4 s (handlers: ok) — all in 0.9 s\n',
    ],
    [
      'problems below their step, and the rest of the run below them',
      (report) => {
        report.begin('a.yaml saved');
        report.step('lint', { ok: false, seconds: 1, problems: ['a.yaml:1:2 Wrong.'] });
        report.step('server', fine);
        report.step('types', { ok: false, seconds: 1, problems: ['b.ts:1:2 Wrong.', 'c.ts:1:2 Wrong.'] });
        report.end('all in 2.0 s');
      },
      'a.yaml saved → lint 1.0 s, 1 problem\n  a.yaml:1:2 Wrong.\n  → server 0.4 s · types 1.0 s, 2 problems\n  b.ts:1:2 Wrong.\n  c.ts:1:2 Wrong.\n  — all in 2.0 s\n',
    ],
    [
      'what the server says amid a run on a line of its own',
      (report) => {
        report.line('before');
        report.begin('a.yaml saved');
        report.line('  amid');
        report.step('server', fine);
        report.end('all in 0.4 s');
      },
      'before\na.yaml saved\n  amid\n  → server 0.4 s — all in 0.4 s\n',
    ],
    [
      'nothing when it is silent',
      (report) => {
        report.silence();
        report.line('unheard');
      },
      '',
    ],
  ])('writes %s', (_name, say, want) => {
    let written = '';
    say(createReport((text) => (written += text)));

    expect(written).toBe(want);
  });

  it('shows the first of many problems', () => {
    let written = '';
    const report = createReport((text) => (written += text));
    report.step('lint', { ok: false, seconds: 1, problems: Array.from({ length: 50 }, (_, index) => `problem ${index}`) });

    expect(written).toContain('50 problems');
    expect(written.split('\n').slice(-3)).toEqual(['  problem 19', '  … and 30 more', '']);
  });
});
