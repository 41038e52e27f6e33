import type { Express } from 'express';
import { createApp, memoryLimiter, type HandlersOrStubs, type Principal } from '../src/index.ts';
import { contract as notes, type Operations } from '../test/notes/index.gen.ts';
import { contractOf } from './large-contract.ts';
import { probeOf } from './probes.ts';

type Table = typeof notes.operations;

const CALLER: Principal = { scopes: ['notes:read', 'notes:write'], limitKey: 'bench' };
const CALLERS = new Map([['bench', CALLER]]);

/** The kit with everything that production has: keys, limits, validation, rendering; the log goes nowhere. */
export async function kitApp(size: number): Promise<Express> {
  const contract = contractOf(size);
  const ok = (id: string, headers?: Record<string, string>) => {
    const { status, answer: body } = probeOf(id);
    return () => ({ status, body, ...(headers && { headers }) });
  };
  const measured = { getNote: ok('getNote'), listNotes: ok('listNotes'), createNote: ok('createNote', { Location: '/v1/notes/note_1' }) };
  const others = Object.fromEntries(Object.keys(contract.operations).map((id) => [id, () => ({ status: 204 })]));
  const app = createApp<Table, Operations, Principal>({
    contract: contract as typeof contract & { operations: Table }, // It has these operations, and more.
    mode: 'production',
    handlers: { ...others, ...measured } as unknown as HandlersOrStubs<Table, Operations, Principal>, // One for each operation.
    seams: {
      authenticate: async (token) => CALLERS.get(token),
      limiter: memoryLimiter(),
      log: { info: () => {}, error: () => {} },
      isUnavailable: () => false,
      now: Date.now,
      docUrl: (code) => `https://notes.example/errors#${code}`,
    },
  });
  await app.warmUp();
  return app.express;
}
