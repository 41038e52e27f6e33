import { describe, expect, it } from 'vitest';
import { memoryLimiter } from './memory-limiter.ts';

const MINUTE = { name: 'minute', limit: 5, seconds: 60 };
const BURST = { name: 'burst', limit: 2, seconds: 1 };

/** A limiter whose clock stands still until it is set. */
function limiter() {
  let at = 0;
  const { consume } = memoryLimiter(() => at);
  return { consume, set: (time: number) => void (at = time) };
}

describe('memoryLimiter', () => {
  it('allows what fits into the window and counts down', async () => {
    const { consume, set } = limiter();
    expect(await consume('ada', 3, 'standard', [MINUTE])).toEqual({ allowed: true, windows: [{ remaining: 2, resetAfter: 60_000, resetAt: 60_000 }] });
    set(20_000);
    expect(await consume('ada', 2, 'standard', [MINUTE])).toEqual({ allowed: true, windows: [{ remaining: 0, resetAfter: 40_000, resetAt: 60_000 }] });
    expect(await consume('ada', 1, 'standard', [MINUTE])).toEqual({ allowed: false, windows: [{ remaining: 0, resetAfter: 40_000, resetAt: 60_000 }] });
  });

  it('counts a request in every window or in none', async () => {
    const { consume, set } = limiter();
    await consume('ada', 2, 'standard', [MINUTE, BURST]);
    expect(await consume('ada', 1, 'standard', [MINUTE, BURST])).toMatchObject({ allowed: false, windows: [{ remaining: 3 }, { remaining: 0, resetAfter: 1000 }] });
    set(1000);
    expect(await consume('ada', 1, 'standard', [MINUTE, BURST])).toMatchObject({ allowed: true, windows: [{ remaining: 2 }, { remaining: 1 }] });
  });

  it('does not begin a window with a request that another window refuses', async () => {
    const { consume, set } = limiter();
    await consume('ada', 5, 'standard', [MINUTE]);
    await consume('ada', 1, 'standard', [MINUTE, BURST]);
    set(500);
    expect(await consume('ada', 0, 'standard', [BURST])).toMatchObject({ windows: [{ remaining: 2, resetAt: 1500 }] });
  });

  it('only looks where the cost is 0', async () => {
    const { consume, set } = limiter();
    expect(await consume('ada', 0, 'standard', [MINUTE])).toMatchObject({ allowed: true, windows: [{ remaining: 5 }] });
    await consume('ada', 5, 'standard', [MINUTE]);
    set(10);
    expect(await consume('ada', 0, 'standard', [MINUTE])).toEqual({ allowed: true, windows: [{ remaining: 0, resetAfter: 59_990, resetAt: 60_000 }] });
  });

  it('takes what costs more than a whole window for all of it', async () => {
    const { consume, set } = limiter();
    expect(await consume('ada', 9, 'standard', [MINUTE])).toMatchObject({ allowed: true, windows: [{ remaining: 0 }] });
    expect(await consume('ada', 9, 'standard', [MINUTE])).toMatchObject({ allowed: false });
    set(60_000);
    expect(await consume('ada', 9, 'standard', [MINUTE])).toMatchObject({ allowed: true });
  });

  it('starts anew with the first request behind the end of the window, and not before', async () => {
    const { consume, set } = limiter();
    await consume('ada', 5, 'standard', [MINUTE]);
    set(59_999);
    expect(await consume('ada', 1, 'standard', [MINUTE])).toMatchObject({ allowed: false, windows: [{ resetAfter: 1 }] });
    set(75_000);
    expect(await consume('ada', 1, 'standard', [MINUTE])).toEqual({ allowed: true, windows: [{ remaining: 4, resetAfter: 60_000, resetAt: 135_000 }] });
  });

  it('counts keys, policies, windows and limiters apart', async () => {
    const { consume } = limiter();
    await consume('ada', 5, 'standard', [MINUTE]);
    expect(await consume('bob', 1, 'standard', [MINUTE])).toMatchObject({ windows: [{ remaining: 4 }] });
    expect(await consume('ada', 1, 'strict', [MINUTE])).toMatchObject({ windows: [{ remaining: 4 }] });
    expect(await consume('ada', 1, 'standard', [{ ...MINUTE, name: 'other' }])).toMatchObject({ windows: [{ remaining: 4 }] });
    expect(await limiter().consume('ada', 1, 'standard', [MINUTE])).toMatchObject({ windows: [{ remaining: 4 }] });
  });

  it('goes on counting when a limit changes', async () => {
    const { consume } = limiter();
    await consume('ada', 4, 'standard', [MINUTE]);
    expect(await consume('ada', 4, 'standard', [{ ...MINUTE, limit: 50 }])).toMatchObject({ allowed: true, windows: [{ remaining: 42 }] });
    expect(await consume('ada', 1, 'standard', [{ ...MINUTE, limit: 3 }])).toMatchObject({ allowed: false, windows: [{ remaining: 0 }] });
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
