/** Where calls may go; what the operator decides (`WEBHOOK_ALLOW_LOOPBACK`, `WEBHOOK_PORTS`). */
export interface OutboundPolicy {
  /** Whether `http://` to this machine's loopback is allowed, on any port; for development. */
  allowLoopback: boolean;
  /** Ports that are allowed besides 443 and 80. */
  extraPorts: readonly number[];
  /** Asks for the addresses of a name; without it, the name servers of this machine are asked. A seam for tests. */
  resolve?: Resolve;
}

/**
 * Gives all IPv4 and IPv6 addresses of a name, at least one.
 *
 * @throws Error when there are none, or nobody says so.
 */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** The guard does not let a call out. Its message is for whoever wrote the URL, and names no address that was resolved. */
export class RefusedError extends Error {
  override name = 'RefusedError' as const;
}
