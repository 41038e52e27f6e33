import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Scope } from '../store/schema.ts';
import { webhookSecretPurpose } from './sealed-places.ts';
import { createSealer } from './sealer.ts';
import { webhookSecretMaker } from './webhook-secret.ts';

const sealer = createSealer({ current: createSecretKey(Buffer.alloc(32, 'test')), previous: [] });
const SCOPE: Scope = { accountId: 'acc_1', environment: 'live' };
const ROW = { account_id: 'acc_1', environment: 'live', id: 'whk_1' };

describe('the secret of a webhook', () => {
  it('is `whsec_` and the base64 of 32 octets, another one each time', () => {
    const secrets = Array.from({ length: 100 }, () => webhookSecretMaker(sealer)(SCOPE, 'whk_1').shown);

    for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(new Set(secrets).size).toBe(100);
  });

  it('is sealed as it is shown, for its own webhook', () => {
    const { shown, sealed } = webhookSecretMaker(sealer)(SCOPE, 'whk_1');

    expect(sealer.open(sealed, webhookSecretPurpose(ROW)).toString()).toBe(shown);
    for (const other of [{ account_id: 'acc_2' }, { environment: 'sandbox' }, { id: 'whk_2' }]) {
      expect(() => sealer.open(sealed, webhookSecretPurpose({ ...ROW, ...other }))).toThrow(/altered, or was sealed for something else/);
    }
  });
});
