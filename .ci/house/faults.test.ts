import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFaults, withFault } from '../faults/fault.ts';
import { ROOT } from './workspaces.ts';

const FAULTS = readFaults(join(ROOT, '.ci/faults'));

describe('the deliberate faults', () => {
  it('are enough to say something, each under a name of its own', () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(24);
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  });

  it.each(FAULTS)('$name can still be built in', (fault) => {
    const sound = readFileSync(join(ROOT, fault.file), 'utf8');
    expect(withFault(sound, fault)).not.toBe(sound);
  });
});

describe('a fault', () => {
  const FAULT = { name: 'wrong', wrong: 'It is.', file: 'a.ts', find: 'right', replace: '$&wrong' };

  it('takes the place of its text, whatever it says', () => {
    expect(withFault('the right way', FAULT)).toBe('the $&wrong way');
  });

  it.each([
    ['nowhere', 'the left way', 'is 0 times in a.ts'],
    ['twice', 'right right', 'is 2 times in a.ts'],
  ])('is stale when its text is %s', (_, text, message) => {
    expect(() => withFault(text, FAULT)).toThrow(message);
  });
});
