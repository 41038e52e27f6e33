import { expect, it } from 'vitest';
import { keptAnswer } from './kept-answer.ts';

/** What reads 1, 2, 3 …, and how often it was asked and what has failed; a test moves its clock and breaks it. */
function counting(overrides: Partial<Parameters<typeof keptAnswer<number>>[0]> = {}) {
  const state = { asked: 0, clock: 0, failures: [] as unknown[], isBroken: false };
  const read = async () => {
    state.asked += 1;
    if (state.isBroken) throw new Error('gone');
    return state.asked;
  };
  const answer = keptAnswer({ read, deadline: 1000, keptFor: 10, onFailure: (error) => state.failures.push(error), now: () => state.clock, ...overrides });
  return { answer, state };
}

it('asks once for all who come while an answer is on its way, or soon after', async () => {
  const { answer, state } = counting();
  const [first, second] = [answer(), answer()];
  state.clock = 9;

  expect(await Promise.all([first, second, answer()])).toEqual([1, 1, 1]);
  state.clock = 10;
  expect(await answer()).toBe(2);
});

it('does without an answer that does not come in time, and says why', async () => {
  const { answer, state } = counting({ read: () => new Promise(() => {}), deadline: 5 });

  expect(await answer()).toBeUndefined();
  expect(state.failures.map(String)).toEqual(['Error: There was no answer within 5 ms.']);
});

it('says once that it fails, until it has worked again', async () => {
  const { answer, state } = counting({ keptFor: 0 });
  state.isBroken = true;
  expect([await answer(), await answer()]).toEqual([undefined, undefined]);
  expect(state.failures).toHaveLength(1);

  state.isBroken = false;
  expect(await answer()).toBe(3);
  state.isBroken = true;
  await answer();
  expect(state.failures).toHaveLength(2);
});
