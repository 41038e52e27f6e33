import { expect, it } from 'vitest';
import { announceDemo } from './announce-demo.ts';

const demo = { accountId: 'acc_1', liveKey: 'sk_live_secret', sandboxKey: 'sk_test_secret', email: 'a@b.example', password: 'hidden', path: '/data/credentials.json' };

it.each([
  ['a terminal', true, 2],
  ['a pipe or a file', false, 0],
])('on %s it shows this many keys, and never the password', (_what, isTerminal, keys) => {
  const lines: string[] = [];
  announceDemo(demo, (line) => lines.push(line), isTerminal);

  const said = lines.join('\n');
  expect(said).toContain('/data/credentials.json');
  expect(said.match(/sk_(?:live|test)_secret/g)?.length ?? 0).toBe(keys);
  expect(said).not.toContain('hidden');
});
