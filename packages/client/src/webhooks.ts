import { type HeadersLike, sign, verify } from '@plumbline/webhooks';
import { type EventData, examples, type WebhookEvent } from './v1/events.gen.ts';

export { generateSecret, type HeadersLike, type VerificationFailure, WebhookVerificationError } from '@plumbline/webhooks';
export type { EventData, WebhookEvent } from './v1/events.gen.ts';

/** How a delivery is judged. */
export interface UnwrapOptions {
  /** How many seconds its timestamp may be from now; 300 when it is left out. */
  toleranceSeconds?: number;
}

/** How a test delivery is signed. */
export interface TestDeliveryOptions {
  /** `whsec_…`, as the receiver has it. */
  secret: string;
  /** The id of the event; a new one when it is left out. */
  id?: string;
  /** When it is sent; now when it is left out. */
  timestamp?: Date;
}

/** A delivery as it comes in. */
export interface TestDelivery {
  body: string;
  headers: Record<string, string>;
}

/**
 * Verifies a delivery (Standard Webhooks) and gives the event that it holds, to be told apart by `event`. Events that are
 * newer than this client come through as well: leave them be.
 *
 * @param body as it came in, before any JSON parser; octets are best
 * @param headers those of the request
 * @param secret `whsec_…`; several while one takes over from another
 * @throws WebhookVerificationError when the delivery is not to be believed; answer it with a 400
 */
export async function unwrap(body: string | Uint8Array, headers: HeadersLike, secret: string | readonly string[], options: UnwrapOptions = {}): Promise<WebhookEvent> {
  return verify({ body, headers, secret, ...options }) as WebhookEvent; // Signed by the server, which is held to the contract.
}

/**
 * Makes a delivery as the server would send it, to test a receiver with.
 *
 * @param data what the event tells; the contract's example when it is left out
 * @throws TypeError when the secret, the id or the timestamp is none
 */
export async function signTestDelivery<Name extends keyof EventData>(event: Name, data: EventData[Name] | undefined, { secret, id, timestamp = new Date() }: TestDeliveryOptions): Promise<TestDelivery> {
  const body = JSON.stringify({ event, timestamp: timestamp.toISOString(), data: data ?? examples[event] });
  const headers = sign({ id: id ?? `evt_${crypto.randomUUID().replaceAll('-', '')}`, timestamp, body, secrets: [secret] });
  return { body, headers: { ...headers, 'content-type': 'application/json' } };
}
