import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openGate } from './gate.ts';

const PATIENCE = 500;
const BUSY = { code: 'service_unavailable', message: 'Too many requests are being answered at the moment.' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function gate(most: number, delay = () => 0) {
  return openGate({ most, patience: PATIENCE, tooLate: 300, delay });
}

/** Whether somebody has come in by now. */
async function hasEntered(entering: Promise<unknown>): Promise<boolean> {
  let entered = false;
  void entering.then(() => (entered = true), () => {});
  await vi.advanceTimersByTimeAsync(0);
  return entered;
}

describe('openGate', () => {
  it('lets so many work at once, and the next when one leaves, in the order in which they came', async () => {
    const { enter } = gate(2);
    const [first] = await Promise.all([enter(), enter()]);
    const third = enter();
    const fourth = enter();
    expect(await hasEntered(third)).toBe(false);

    first.leave();

    expect([await hasEntered(third), await hasEntered(fourth)]).toEqual([true, false]);
  });

  it('refuses who has waited too long, and lets in who comes after', async () => {
    const { enter } = gate(1);
    const first = await enter();
    const second = enter().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(PATIENCE - 1);
    const third = enter();
    await vi.advanceTimersByTimeAsync(1);
    expect(await second).toMatchObject(BUSY);

    first.leave();

    expect(await hasEntered(third)).toBe(true);
  });

  it('refuses at once while the event loop is late, but not those who are in', async () => {
    let late = 0;
    const { enter } = gate(1, () => late);
    const first = await enter();
    late = 301;
    await expect(enter()).rejects.toMatchObject(BUSY);
    await expect(first.stepAside(async () => 'read')).resolves.toBe('read');
    first.leave();
    late = 300;
    expect(await hasEntered(enter())).toBe(true);
  });

  it('gives the place of who steps aside to another, and takes who comes back before who is new', async () => {
    const { enter } = gate(1);
    const first = await enter();
    const body = Promise.withResolvers<string>();
    const reading = first.stepAside(() => body.promise);
    const second = await enter();
    const third = enter();
    body.resolve('body');
    expect([await hasEntered(reading), await hasEntered(third)]).toEqual([false, false]);

    second.leave();
    expect([await hasEntered(reading), await hasEntered(third)]).toEqual([true, false]);

    first.leave();
    expect(await hasEntered(third)).toBe(true);
  });

  it('takes back who steps aside for what goes wrong', async () => {
    const { enter } = gate(1);
    const first = await enter();
    await expect(first.stepAside(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    const second = enter();
    expect(await hasEntered(second)).toBe(false);
    first.leave();
    expect(await hasEntered(second)).toBe(true);
  });
});
