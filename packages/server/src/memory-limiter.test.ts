import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLimiter } from './memory-limiter.ts';

const POLICY = { name: 'standard', limit: 5, window: 60 };

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

describe('memoryLimiter', () => {
  it('allows what fits into the window and counts down', async () => {
    const limiter = memoryLimiter();
    expect(await limiter.consume('ada', 3, POLICY)).toEqual({ allowed: true, remaining: 2, resetAfter: 60_000 });
    vi.setSystemTime(20_000);
    expect(await limiter.consume('ada', 2, POLICY)).toEqual({ allowed: true, remaining: 0, resetAfter: 40_000 });
    expect(await limiter.consume('ada', 1, POLICY)).toEqual({ allowed: false, remaining: 0, resetAfter: 40_000 });
  });

  it('does not count a request that it refuses', async () => {
    const limiter = memoryLimiter();
    await limiter.consume('ada', 3, POLICY);
    expect(await limiter.consume('ada', 3, POLICY)).toMatchObject({ allowed: false, remaining: 2 });
    expect(await limiter.consume('ada', 2, POLICY)).toMatchObject({ allowed: true, remaining: 0 });
  });

  it('starts anew when the window has ended', async () => {
    const limiter = memoryLimiter();
    await limiter.consume('ada', 5, POLICY);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await limiter.consume('ada', 1, POLICY)).toMatchObject({ allowed: true, remaining: 4, resetAfter: 60_000 });
  });

  it('counts keys, policies and limiters apart', async () => {
    const limiter = memoryLimiter();
    await limiter.consume('ada', 5, POLICY);
    expect(await limiter.consume('bob', 1, POLICY)).toMatchObject({ remaining: 4 });
    expect(await limiter.consume('ada', 1, { ...POLICY, name: 'strict', limit: 2 })).toMatchObject({ remaining: 1 });
    expect(await memoryLimiter().consume('ada', 1, POLICY)).toMatchObject({ remaining: 4 });
  });

  it('counts under one policy for callers with limits of their own, and goes on counting when a limit changes', async () => {
    const limiter = memoryLimiter();
    await limiter.consume('ada', 4, POLICY);
    expect(await limiter.consume('bob', 4, { ...POLICY, limit: 50 })).toMatchObject({ allowed: true, remaining: 46 });
    expect(await limiter.consume('ada', 4, { ...POLICY, limit: 50 })).toMatchObject({ allowed: true, remaining: 42 });
    expect(await limiter.consume('ada', 1, { ...POLICY, limit: 3 })).toMatchObject({ allowed: false, remaining: 0 });
  });

  it('refuses a request that costs more than the whole window', async () => {
    expect(await memoryLimiter().consume('ada', 6, POLICY)).toMatchObject({ allowed: false, remaining: 5 });
  });
});
