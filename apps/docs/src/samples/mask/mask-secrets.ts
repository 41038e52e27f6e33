const SECRETS = [
  { secret: /\bsk_(live|test)_[0-9A-Za-z]{3,}/g, shown: 'sk_$1_…' },
  { secret: /\bwhsec_[\w+/=-]+/g, shown: 'whsec_…' },
  // A signature of Standard Webhooks.
  { secret: /\bv1,[0-9A-Za-z+/]{43}=/g, shown: 'v1,…' },
];

/** Takes keys, secrets of webhooks and signatures out of a text; what kind they are stays. */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, { secret, shown }) => masked.replace(secret, shown), text);
}
