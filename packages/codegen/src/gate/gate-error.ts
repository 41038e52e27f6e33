/** A gate that cannot tell whether anything breaks. Its message says why and what to do. */
export class GateError extends Error {
  override readonly name: string = 'GateError';
}

/** A folder that is no git repository, or a machine without git. */
export class NoRepositoryError extends GateError {
  override readonly name = 'NoRepositoryError';
}
