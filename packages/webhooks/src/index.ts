export type { HeadersLike } from './read-header.ts';
export { generateSecret } from './secret.ts';
export { sign, type SignInput } from './sign.ts';
export { verify, type VerifyInput } from './verify.ts';
export { verifyBody, type VerifyBodyInput } from './verify-body.ts';
export type { WebhookEvent } from './webhook-event.ts';
export { WebhookVerificationError, type VerificationFailure } from './webhook-verification-error.ts';
