import { describe, expect, it } from 'vitest';
import { lintProblems } from './lint-problems.ts';

describe('lintProblems', () => {
  it('gives file, line and column of each problem once, and a problem without a place', () => {
    const place = { source: { ref: 'openapi/a.yaml' }, start: { line: 3, col: 5 } };
    const known = { ruleId: 'struct', message: 'Wrong.', location: [place] };
    const nowhere = { ruleId: 'config', message: 'Odd.', location: [] };

    expect(lintProblems(JSON.stringify({ problems: [known, known, nowhere] }), 'checking …')).toEqual([
      'openapi/a.yaml:3:5 Wrong. (struct)',
      'Odd. (config)',
    ]);
  });

  it('gives what the linter said when it could not begin', () => {
    expect(lintProblems('', 'Failed to load:\n\n  - the plugin\n')).toEqual(['Failed to load:', '  - the plugin']);
  });
});
