import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startDeadline } from './deadline.ts';

const DEADLINE = 50;

it('calls back behind the deadline, and not before', async () => {
  const started = performance.now();
  await new Promise<void>((late) => void startDeadline(DEADLINE, late));
  // A timer may be early by less than a millisecond.
  expect(performance.now() - started).toBeGreaterThan(DEADLINE - 2);
});

it('never calls back once it was called off', async () => {
  let calls = 0;
  const callOff = startDeadline(DEADLINE, () => void (calls += 1));
  callOff();
  await new Promise<void>((late) => void startDeadline(3 * DEADLINE, late));
  expect(calls).toBe(0);
});

it('lets a process that was kept from its turn read what has come before it gives up', async () => {
  const server = createServer((socket) => void socket.pipe(socket)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');

  const first = await new Promise<string>((resolve) => {
    startDeadline(DEADLINE, () => resolve('deadline'));
    socket.once('data', () => resolve('answer'));
    setImmediate(() => socket.write('question'));
    keepBusy(2 * DEADLINE);
  });
  expect(first).toBe('answer');
});

function keepBusy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
