import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Hold, Renewed } from '../store/job-queue.ts';
import { heartbeat } from './heartbeat.ts';

const SCOPE = { accountId: 'acc_1', environment: 'live' } as const;
const [FIRST, SECOND]: [Hold, Hold] = [
  { scope: SCOPE, jobId: 'job_1', lease: 'a' },
  { scope: SCOPE, jobId: 'job_2', lease: 'b' },
];
const renew = vi.fn<(holds: readonly Hold[]) => Promise<Renewed[]>>();
const error = vi.fn<(fields: object, text: string) => void>();

/** A heartbeat whose holds are renewed as this says, each second. */
function beating(answer: (holds: readonly Hold[]) => Renewed[]) {
  renew.mockImplementation(async (holds) => answer(holds));
  return heartbeat({ queue: { renew }, log: { error } });
}

beforeEach(() => {
  vi.resetAllMocks();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

it('renews all holds in one statement, and no more those that were let go of', async () => {
  const beat = beating((holds) => holds.map(({ lease }) => ({ lease, isCancelRequested: false })));
  const [first] = [beat.keep(FIRST), beat.keep(SECOND)];
  await vi.advanceTimersByTimeAsync(1_000);
  first.letGo();
  await vi.advanceTimersByTimeAsync(1_000);
  await beat.close();

  expect(renew.mock.calls).toEqual([[[FIRST, SECOND]], [[SECOND]]]);
  expect(first.signal.aborted).toBe(false);
});

it('tells a cancelled job from one that another worker has', async () => {
  const beat = beating(() => [{ lease: 'a', isCancelRequested: true }]);
  const kept = [beat.keep(FIRST), beat.keep(SECOND)];
  await vi.advanceTimersByTimeAsync(1_000);
  await beat.close();

  expect(kept.map(({ signal, isCancelled, isLost }) => [signal.aborted, isCancelled(), isLost()])).toEqual([[true, true, false], [true, false, true]]);
});

it('gives jobs up before their holds end, when they cannot be renewed', async () => {
  const beat = heartbeat({ queue: { renew }, log: { error } });
  renew.mockRejectedValue(new Error('gone'));
  const kept = beat.keep(FIRST);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(kept.isLost()).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  await beat.close();

  expect([kept.isLost(), kept.signal.aborted]).toEqual([true, true]);
  expect(error).toHaveBeenCalledTimes(10);
});

it('ends the work at all jobs without losing them', async () => {
  const beat = beating((holds) => holds.map(({ lease }) => ({ lease, isCancelRequested: false })));
  const kept = beat.keep(FIRST);
  beat.stopAll();
  await vi.advanceTimersByTimeAsync(1_000);
  await beat.close();

  expect([kept.signal.aborted, kept.isLost(), kept.isCancelled()]).toEqual([true, false, false]);
  expect(renew).toHaveBeenCalledTimes(1);
});
