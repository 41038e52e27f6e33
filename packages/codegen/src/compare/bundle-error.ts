/** A bundled document that cannot be compared. Its message says which one and what to do. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
