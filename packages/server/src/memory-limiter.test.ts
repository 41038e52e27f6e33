import { describe, expect, it } from 'vitest';
import { LIMITER_CASES } from './limiter-cases.ts';
import { memoryLimiter } from './memory-limiter.ts';

const MINUTE = { name: 'minute', limit: 5, seconds: 60 };

/** A limiter whose clock stands still until it is set. */
function limiter() {
  let at = 0;
  const { consume } = memoryLimiter(() => at);
  return { consume, set: (time: number) => void (at = time) };
}

describe('memoryLimiter', () => {
  it.each(LIMITER_CASES)('$name', async ({ steps }) => {
    const { consume, set } = limiter();
    let at = 0;
    for (const { after, key, cost, policy, windows, allowed, told } of steps) {
      set((at += after));
      const states = told.map(({ remaining, resetAfter }) => ({ remaining, resetAfter, resetAt: at + resetAfter }));
      expect(await consume(key, cost, policy, windows)).toEqual({ allowed, windows: states });
    }
  });

  it('ends a window to the millisecond', async () => {
    const { consume, set } = limiter();
    await consume('ada', 5, 'standard', [MINUTE]);
    set(59_999);
    expect(await consume('ada', 1, 'standard', [MINUTE])).toMatchObject({ allowed: false, windows: [{ resetAfter: 1 }] });
    set(60_000);
    expect(await consume('ada', 1, 'standard', [MINUTE])).toMatchObject({ allowed: true, windows: [{ resetAt: 120_000 }] });
  });

  it('counts each limiter apart', async () => {
    await limiter().consume('ada', 5, 'standard', [MINUTE]);
    expect(await limiter().consume('ada', 1, 'standard', [MINUTE])).toMatchObject({ windows: [{ remaining: 4 }] });
  });

  it('forgets windows that have ended, whoever asks next', async () => {
    const { consume, set } = limiter();
    for (let caller = 0; caller < 1000; caller += 1) {
      set(caller * 60);
      await consume(`caller ${caller}`, 5, 'standard', [MINUTE]);
    }
    set(60_000 + 500 * 60);
    const left = await Promise.all(Array.from({ length: 1000 }, (_, caller) => consume(`caller ${caller}`, 0, 'standard', [MINUTE])));
    expect(left.map(({ windows: [window] }) => window?.remaining)).toEqual(Array.from({ length: 1000 }, (_, caller) => (caller <= 500 ? 5 : 0)));
  });
});
