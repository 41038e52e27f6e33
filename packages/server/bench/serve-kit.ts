import type { Express } from 'express';
import { createApp, memoryLimiter, serve, type Contract, type HandlersOrStubs, type Principal } from '../src/index.ts';
import type { contract as notes, Operations } from '../test/notes/index.gen.ts';
import { PROBES } from './probes.ts';

type Table = typeof notes.operations;

const CALLERS = new Map<string, Principal>([['bench', { scopes: ['notes:read', 'notes:write'], limitKey: 'bench', plan: 'large', limit: null, wholeAccount: true }]]);

/** The kit with all that production has: keys, limits, validation, rendering. Only its log goes nowhere. */
export async function kitApp(contract: Contract): Promise<Express> {
  const idle = Object.keys(contract.operations).map((id) => [id, () => ({ status: 204 })]);
  const measured = PROBES.map(({ id, status, answer, page, location }) => {
    const headers = location && { headers: { Location: location } };
    return [id, () => ({ status, ...(page ? { page } : { body: answer }), ...headers })];
  });
  const app = createApp<Principal>({
    serve: [
      serve<Table, Operations, Principal>(
        contract as Contract & { operations: Table }, // It has these operations, and more.
        Object.fromEntries([...idle, ...measured]) as HandlersOrStubs<Table, Operations, Principal>, // One for each.
      ),
    ],
    mode: 'production',
    seams: {
      authenticate: async (token) => CALLERS.get(token),
      limiter: memoryLimiter(),
      repeat: async (_, act) => ({ isReplay: false, answer: await act() }),
      log: { info: () => {}, error: () => {} },
      isUnavailable: () => false,
      now: Date.now,
      docUrl: (code) => `https://notes.example/errors#${code}`,
      cursorKey: async () => new Uint8Array(32),
    },
  });
  await app.warmUp();
  return app.express;
}
