/**
 * The server did what its contract does not allow: a handler returned an undeclared status or a wrong body,
 * or threw a code that its operation does not declare. The caller sees a 500, the log sees this.
 */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach';
  readonly operationId: string;

  constructor(operationId: string, problem: string, options?: ErrorOptions) {
    super(`${operationId} broke the contract: ${problem}`, options);
    this.operationId = operationId;
  }
}
