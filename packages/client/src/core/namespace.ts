import type { OperationCalls } from './operation.ts';

/** What a namespace of a client is: methods that call operations. */
export class Namespace {
  protected readonly core: OperationCalls;

  constructor(core: OperationCalls) {
    this.core = core;
  }
}
