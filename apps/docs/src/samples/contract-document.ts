/** What samples are made from: the bundled document, as far as they need it. */
export interface ContractDocument {
  paths: Record<string, object>;
  components: object;
}

/** What stands at a JSON pointer of the document, or is already there. */
export type Referable = { $ref?: string } & Record<string, unknown>;

/**
 * Follows a `$ref` into the document (RFC 6901); what is no reference is given back.
 *
 * @throws Error that names the reference when nothing is there
 */
export function follow(document: ContractDocument, value: unknown): Record<string, unknown> {
  const { $ref } = (value ?? {}) as Referable;
  if ($ref === undefined) return (value ?? {}) as Record<string, unknown>;

  const steps = $ref.replace(/^#\//, '').split('/').map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
  if (found === undefined) throw new Error(`The contract has nothing at ${$ref}.`);
  return follow(document, found);
}
