import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loopDelay, startSampling } from './loop-delay.ts';

describe('startSampling', () => {
  let lag = 0;
  let at = 0;
  beforeEach(() => {
    lag = 0;
    at = 0;
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  /** Lets the loop take so many turns, each of them late by the lag. */
  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) {
      at += 20 + lag;
      await vi.advanceTimersByTimeAsync(20);
    }
  }

  it('tells how late turns are that are late again and again, until they are not', async () => {
    const delay = startSampling(() => at);
    await turns(3);
    expect(delay()).toBe(0);
    lag = 150;
    await turns(2);
    expect(delay()).toBe(150);
    lag = 0;
    await turns(1);
    expect(delay()).toBe(0);
  });

  it('passes over one long turn', async () => {
    const delay = startSampling(() => at);
    await turns(2);
    lag = 900;
    await turns(1);
    expect(delay()).toBe(0);
  });
});

describe('loopDelay', () => {
  it('is a number of milliseconds', () => {
    expect(loopDelay()).toBeGreaterThanOrEqual(0);
  });
});
