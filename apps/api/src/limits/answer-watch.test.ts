import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchAnswers } from './answer-watch.ts';

/** A watch for the test that is running, and what it says. */
function watch() {
  const losses: string[] = [];
  const released: number[] = [];
  const watched = watchAnswers(({ message }) => losses.push(message));
  onTestFinished(watched.stop);
  return { ...watched, losses, released, releaseOf: (number: number) => () => void released.push(number) };
}

describe('watchAnswers, by a clock that is set,', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('says once that there was no answer for 500 ms', () => {
    const { wait, losses, releaseOf } = watch();
    wait(releaseOf(1));
    vi.advanceTimersByTime(490);
    expect(losses).toEqual([]);
    vi.advanceTimersByTime(10_000);
    expect(losses).toEqual(['There was no answer for 500 ms.']);
  });

  it('counts the silence from the last answer, whoever got it, and says that one takes longer than a second', () => {
    const { wait, heard, losses, releaseOf } = watch();
    wait(releaseOf(0));
    for (let others = 1; others < 10; others += 1) {
      const release = releaseOf(others);
      wait(release);
      vi.advanceTimersByTime(100);
      heard(release);
    }
    expect(losses).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(losses).toEqual(['An answer took longer than 1000 ms.']);
  });

  it('says nothing while nobody waits, and begins anew with who waits next', () => {
    const { wait, heard, losses, releaseOf } = watch();
    const release = releaseOf(1);
    wait(release);
    vi.advanceTimersByTime(400);
    heard(release);
    vi.advanceTimersByTime(10_000);
    wait(releaseOf(2));
    vi.advanceTimersByTime(400);
    expect(losses).toEqual([]);
  });

  it('releases everybody who has no answer, in the order in which they wait', () => {
    const { wait, heard, stop, losses, released, releaseOf } = watch();
    const answered = releaseOf(1);
    for (const release of [answered, releaseOf(2), releaseOf(3)]) wait(release);
    heard(answered);
    stop();
    vi.advanceTimersByTime(10_000);
    expect([released, losses]).toEqual([[2, 3], []]);
  });
});

it('does not take its own delay for a silence: a process that was kept from its turn reads what has come', async () => {
  const server = createServer((socket) => void socket.pipe(socket)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');

  const { wait, heard, losses, releaseOf } = watch();
  const release = releaseOf(1);
  const answered = once(socket, 'data').then(() => heard(release));
  wait(release);
  setImmediate(() => socket.write('question'));
  keepBusy(800);
  await answered;
  expect(losses).toEqual([]);
});

function keepBusy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
