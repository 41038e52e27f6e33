import { vi } from 'vitest';
import type { WebhookEvent } from '../src/index.ts';
import type { DeliveryVector } from './vectors/vector.ts';

type Given = Pick<DeliveryVector, 'secrets' | 'now' | 'headers' | 'body'> & { octets?: boolean };

/** The package with one of its two MACs, and what it makes of a delivery: the event, or the reason it is refused for. */
export async function answersOf(kind: 'node' | 'portable') {
  vi.resetModules();
  vi.doMock('#mac', () => (kind === 'node' ? import('../src/mac/node.ts') : import('../src/mac/portable.ts')));
  const { verify, WebhookVerificationError, ...others } = await import('../src/index.ts');

  const answer = ({ secrets, now, headers, body, octets = false }: Given): WebhookEvent | string => {
    try {
      return verify({ body: octets ? Buffer.from(body) : body, headers, secret: secrets, now: new Date(now * 1000) });
    } catch (error) {
      if (error instanceof WebhookVerificationError) return error.reason;
      throw error;
    }
  };
  return { ...others, verify, answer };
}
