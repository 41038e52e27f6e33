import type { VerificationFailure } from '../../src/index.ts';

/** A delivery, and what a receiver has to make of it. */
export interface DeliveryVector {
  name: string;
  /** What the receiver knows. */
  secrets: string[];
  /** The receiver's clock, in seconds since 1970. */
  now: number;
  headers: Record<string, string>;
  /** The body is the UTF-8 of this text. */
  body: string;
  /** `accepted`, or the reason it is refused for. */
  result: 'accepted' | VerificationFailure;
}

/** What `sign` has to give. */
export interface SigningVector {
  name: string;
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
  /** Newest first. */
  secrets: string[];
  headers: Record<string, string>;
}

/** A body and its `X-Signature`. */
export interface BodyVector {
  name: string;
  secret: string;
  body: string;
  signature: string;
  result: 'accepted' | 'refused';
}

/** All of `vectors.json`. */
export interface Vectors {
  about: string;
  tolerance_seconds: number;
  signing: SigningVector[];
  deliveries: DeliveryVector[];
  bodies: BodyVector[];
}
