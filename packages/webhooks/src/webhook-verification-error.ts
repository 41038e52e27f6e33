/** What can be wrong with a delivery, or with how it is verified. */
export type VerificationFailure =
  | 'missing_header'
  | 'malformed_id'
  | 'malformed_timestamp'
  | 'too_old'
  | 'too_new'
  | 'unknown_version'
  | 'no_matching_signature'
  | 'malformed_body'
  | 'malformed_secret';

/** A delivery that must not be believed. The message says what to do, and holds no secret and no signature. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
  readonly reason: VerificationFailure;

  constructor(reason: VerificationFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}
