import { randomBytes, randomInt } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateSecret, verify, verifyBody } from '../src/index.ts';
import { type Delivery, deliver } from './mutations/delivery.ts';
import { type Mutation, MUTATIONS } from './mutations/mutations.ts';
import { VECTORS } from './vectors/vectors.ts';

const NOW = 1_772_798_400;
const COUNT = 10_000;

/** What `standardwebhooks` 1.1.1 takes and we do not, each for its reason. */
const LENIENT = new Map([
  ['an empty body', 'It gives back undefined.'],
  ['a body without data', 'What an event is, it does not know.'],
  ['garbage behind the timestamp', 'It reads as many digits as there are.'],
  ['a zero in front of the timestamp', 'The same.'],
  ['a plus in front of the timestamp', 'The same.'],
  ['two timestamps', 'The same.'],
  ['a full stop in the id', 'It takes any id.'],
  ['two ids', 'The same.'],
  ['more behind the signature', 'It reads up to the second comma.'],
  ['a secret without its prefix', 'It takes both.'],
  ['a secret that is too short', 'It takes any length but none.'],
]);

/** Whether `standardwebhooks` takes a delivery under any of the secrets. */
function isTakenByThem({ body, headers }: Pick<Delivery, 'headers'> & { body: string | Buffer }, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch {
      return false;
    }
  });
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

describe('standardwebhooks', () => {
  it.each(VECTORS.deliveries)('$name: $result', ({ name, secrets, now, headers, body, result }) => {
    vi.setSystemTime(now * 1000);
    expect(isTakenByThem({ headers, body }, secrets)).toBe(result === 'accepted' || LENIENT.has(name));
  });

  it('is lenient only where a vector shows it', () => {
    const refused = new Set(VECTORS.deliveries.filter(({ result }) => result !== 'accepted').map(({ name }) => name));
    expect([...LENIENT.keys()].filter((name) => !refused.has(name))).toEqual([]);
  });
});

describe(`${COUNT} deliveries`, () => {
  it('that we sign are taken by standardwebhooks, and by us', () => {
    vi.setSystemTime(NOW * 1000);
    const wrong = range(COUNT).filter(() => {
      const { body, headers, secrets, event } = deliver(NOW);
      const ours = verify({ body: Buffer.from(body), headers, secret: secrets });
      const theirs = secrets.map((secret) => new Webhook(secret).verify(body, headers));
      const isRight = verifyBody({ body, signature: headers['X-Signature'], secret: secrets.slice(0, 1) });
      return !isRight || ![ours, ...theirs].every((got) => JSON.stringify(got) === JSON.stringify(event));
    });
    expect(wrong).toEqual([]);
  });

  it('that standardwebhooks signs are taken by us', () => {
    const wrong = range(COUNT).filter(() => {
      const { body, event } = deliver(NOW);
      const [secret, id, timestamp] = [generateSecret(), `msg_${randomBytes(9).toString('hex')}`, NOW + randomInt(-300, 301)];
      const signature = new Webhook(secret).sign(id, new Date(timestamp * 1000), body);
      const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
      return JSON.stringify(verify({ body, headers, secret, now: new Date(NOW * 1000) })) !== JSON.stringify(event);
    });
    expect(wrong).toEqual([]);
  });
});

describe(`${COUNT} mutations`, () => {
  const each = Math.ceil(COUNT / Object.keys(MUTATIONS).length);

  it.each(Object.entries<Mutation>(MUTATIONS))('%s: all are refused, by standardwebhooks and by us', (_name, mutate) => {
    vi.setSystemTime(NOW * 1000);
    const taken = range(each).flatMap(() => {
      const delivery = deliver(NOW, { secrets: 1 });
      const { body, headers, secrets } = mutate(delivery, NOW);
      const isOurs = isRefusedByUs(() => verify({ body, headers, secret: secrets })) ? [] : ['us'];
      const isTheirs = isTakenByThem({ body, headers }, secrets) ? ['standardwebhooks'] : [];
      return [...isOurs, ...isTheirs].map((by) => ({ by, headers, body: body.toString('base64'), was: delivery }));
    });
    expect(taken).toEqual([]);
  });

  it.each(['a bit of the body', 'another secret'] as const)('%s: all are refused by X-Signature too', (name) => {
    const mutate: Mutation = MUTATIONS[name];
    const taken = range(each).filter(() => {
      const delivery = deliver(NOW, { secrets: 1 });
      const { body, headers, secrets } = mutate(delivery, NOW);
      return verifyBody({ body, signature: headers['X-Signature'], secret: secrets });
    });
    expect(taken).toEqual([]);
  });
});

function isRefusedByUs(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch (error) {
    if (error instanceof Error && error.name === 'WebhookVerificationError') return true;
    throw error;
  }
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
