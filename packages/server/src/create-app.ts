import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { broken, compileContract } from './check-contract.ts';
import type { CompiledOperation } from './compile-operation.ts';
import type { Contract, OperationEntry } from './contract.ts';
import { walk, type Act, type Corridor } from './corridor/corridor.ts';
import { send } from './corridor/send.ts';
import type { Document } from './document.ts';
import { answerError } from './answer-error.ts';
import { stub, type HandlersOrStubs } from './handlers.ts';
import { matcher } from './corridor/match.ts';
import { exchangeOf, openExchange } from './open-exchange.ts';
import { requestValidation } from './request-validator.ts';
import { responseValidation } from './response-validator.ts';
import type { Mode, Principal, Seams } from './seams.ts';
import { stubAct } from './stub-act.ts';

export type { Express } from 'express';

/** What an application is made of. */
export interface AppOptions<Table extends Record<string, OperationEntry>, Types, Caller extends Principal> {
  contract: Contract & { operations: Table };
  handlers: HandlersOrStubs<Table, Types, Caller>;
  seams: Seams<Caller>;
  mode: Mode;
  /** Adds what is no operation of the contract (`/livez`, the reference), in front of the operations. */
  mount?(app: Express): void;
}

/** A contract that is being served. */
export interface App {
  express: Express;
  /** The operations that answer from the contract's example. */
  stubs: readonly string[];
  /** Compiles every validator now instead of on an operation's first request. It yields between operations. */
  warmUp(): Promise<void>;
}

/**
 * Makes an Express application out of a contract and its handlers.
 *
 * @throws BrokenContractError when the bundle cannot be served, with pointer and operation
 */
export function createApp<Table extends Record<string, OperationEntry>, Types, Caller extends Principal>(
  options: AppOptions<Table, Types, Caller>,
): App {
  const { contract, seams, mode } = options;
  const document = contract.document as Document; // As in compileContract.
  const operations = compileContract(contract, requestValidation(document), responseValidation(document));
  const { acts, stubs } = actsOf(document, operations, options.handlers as Record<string, unknown>);
  const corridor: Corridor<Caller> = {
    matcher: matcher(contract.basePath, operations),
    acts,
    policies: contract.rateLimits,
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
  options.mount?.(app);
  const refuse = (error: unknown, response: Response) => answerError(error, exchangeOf(response), contract.errors, seams, mode);
  app.use(async (_request: Request, response: Response) => {
    try {
      send(response, await walk(exchangeOf(response), corridor));
    } catch (error) {
      refuse(error, response); // Express would take a thrown 'router' for a sign and not for an error.
    }
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => refuse(error, response));
  return { express: app, stubs, warmUp: () => warmUp(operations, mode) };
}

/** Sets every operation beside what answers it. */
function actsOf(document: Document, operations: readonly CompiledOperation[], handlers: Record<string, unknown>) {
  const acts = new Map<string, Act>();
  const stubs: string[] = [];
  for (const operation of operations) {
    const handler = handlers[operation.id];
    try {
      if (handler === stub) {
        acts.set(operation.id, stubAct(document, operation));
        stubs.push(operation.id);
      } else if (typeof handler === 'function') acts.set(operation.id, handler as Act);
      else throw new Error('it has no handler');
    } catch (error) {
      throw broken(operation.entry.pointer, operation.id, error);
    }
  }
  return { acts, stubs };
}

async function warmUp(operations: readonly CompiledOperation[], mode: Mode): Promise<void> {
  for (const { id, entry, body, validator, answers } of operations) {
    try {
      for (const mediaType of [undefined, ...(body?.mediaTypes ?? [])]) validator(mediaType);
      if (mode !== 'production') for (const { check } of answers.values()) check(null);
    } catch (error) {
      throw broken(entry.pointer, id, error);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
