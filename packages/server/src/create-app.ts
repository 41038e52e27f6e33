import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { answerError } from './answer-error.ts';
import { broken } from './broken-contract-error.ts';
import type { CompiledOperation } from './compile-operation.ts';
import { compileVersions } from './compile-versions.ts';
import { walk, type Corridor } from './corridor/corridor.ts';
import { checkHttps, STRICT_TRANSPORT } from './corridor/https.ts';
import { matcher } from './corridor/match.ts';
import { send } from './corridor/send.ts';
import { sendFile } from './file/send-file.ts';
import { stub } from './handlers.ts';
import { assertRepeatable } from './idempotency/assert-repeatable.ts';
import { cursorCodec } from './list/cursor.ts';
import { exchangeOf, openExchange } from './open-exchange.ts';
import { openGate } from './overload/gate.ts';
import { loopDelay } from './overload/loop-delay.ts';
import type { Mode, Principal, Seams } from './seams.ts';
import type { Act, Served } from './serve.ts';
import { stubAct } from './stub-act.ts';

export type { Express } from 'express';

/**
 * How much is done at once. A hundred requests keep ten connections to a database busy, and each is done long before a
 * wait for one is given up. Those beyond wait in line for a second at most: a refusal costs a part of what an answer
 * does, and who is refused at once asks again at once. Above half a second of delay of the event loop nobody waits.
 */
const LOAD = { most: 100, patience: 1000, tooLate: 500 };

/** As many files are read from at once, one chunk each; the others wait for as long as it takes. */
const READING = { most: 5, patience: 2 ** 31 - 1, tooLate: Number.POSITIVE_INFINITY, delay: () => 0 };

/** What an application is made of. */
export interface AppOptions<Caller extends Principal> {
  /** The versions, the oldest first. What goes wrong where there is no operation is told by the first one's catalogue. */
  serve: readonly [Served<Caller>, ...Served<Caller>[]];
  seams: Seams<Caller>;
  mode: Mode;
  /** Adds what is answered however it comes, over plain HTTP and under any load too: the probes of those who run it. */
  probes?(app: Express): void;
  /** Adds what else is no operation of a contract (the reference), in front of the operations. */
  mount?(app: Express): void;
}

/** Contracts that are being served. */
export interface App {
  express: Express;
  /** The operations that answer from the contract's example: `listNotes (GET /v1/notes)`. */
  stubs: readonly string[];
  /** Compiles every validator now instead of on an operation's first request. It yields between operations. */
  warmUp(): Promise<void>;
}

/**
 * Makes an Express application out of contracts and their handlers.
 *
 * @throws BrokenContractError when a bundle cannot be served, with version, pointer and operation
 */
export function createApp<Caller extends Principal>({ serve, seams, mode, probes, mount }: AppOptions<Caller>): App {
  const [{ contract: first }] = serve;
  const operations = compileVersions(serve.map(({ contract }) => contract));
  for (const operation of operations) assertRepeatable(operation, seams.repeat !== undefined);
  const { acts, stubs } = actsOf(operations, serve);
  const corridor: Corridor<Caller> = {
    matcher: matcher(operations),
    acts,
    cursors: cursorCodec(() => seams.cursorKey()),
    gate: openGate({ ...LOAD, delay: loopDelay }),
    reading: openGate(READING),
    seams,
    mode,
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('env', 'production'); // Elsewhere Express writes a stack into the answer when a seam fails while an error is answered.
  app.use((request: Request, response: Response, next: NextFunction) => {
    openExchange(request, response, seams);
    next();
  });
  probes?.(app);
  if (seams.httpsOnly) {
    app.use((request: Request, response: Response, next: NextFunction) => {
      checkHttps(request, (address) => seams.trustsProxy?.(address) ?? false);
      response.setHeader('Strict-Transport-Security', STRICT_TRANSPORT);
      next();
    });
  }
  mount?.(app);
  const refuse = (error: unknown, response: Response) => answerError(error, exchangeOf(response), first.errors, seams, mode);
  app.use(async (_request: Request, response: Response) => {
    try {
      const answer = await walk(exchangeOf(response), corridor);
      if ('chunks' in answer) await sendFile(response, answer, corridor.reading);
      else send(response, answer);
    } catch (error) {
      refuse(error, response); // Express would take a thrown 'router' for a sign and not for an error.
    }
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => refuse(error, response));
  return { express: app, stubs, warmUp: () => warmUp(operations, mode) };
}

/** Sets every operation beside what answers it. */
function actsOf<Caller extends Principal>(operations: readonly CompiledOperation[], served: readonly Served<Caller>[]) {
  const acts = new Map<CompiledOperation, Act<Caller>>();
  const stubs: string[] = [];
  for (const operation of operations) {
    const { contract, id, entry } = operation;
    const handler = served.find((version) => version.contract === contract)?.handlers[id];
    try {
      if (handler === stub) {
        acts.set(operation, stubAct(operation));
        stubs.push(`${id} (${entry.method.toUpperCase()} ${contract.basePath}${entry.path})`);
      } else if (typeof handler === 'function') acts.set(operation, handler);
      else throw new Error('it has no handler');
    } catch (error) {
      throw broken(contract, entry.pointer, id, error);
    }
  }
  return { acts, stubs };
}

async function warmUp(operations: readonly CompiledOperation[], mode: Mode): Promise<void> {
  for (const { contract, id, entry, body, validator, answers } of operations) {
    try {
      for (const mediaType of [undefined, ...(body?.mediaTypes ?? [])]) validator(mediaType);
      if (mode !== 'production') for (const { check } of answers.values()) check(null);
    } catch (error) {
      throw broken(contract, entry.pointer, id, error);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
