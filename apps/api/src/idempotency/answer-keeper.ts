import { timingSafeEqual } from 'node:crypto';
import type { KeptAnswer, Outcome, Repeat, RepeatableRequest } from '@plumbline/server';
import type { Caller } from '../accounts/caller.ts';
import { platformKey } from '../secrets/platform-key.ts';
import { idempotencyStore, type KeptRequest, type RequestIdentity } from '../store/idempotency.ts';
import type { Db } from '../store/schema.ts';
import type { SecretStore } from '../store/secrets.ts';
import { transaction } from '../store/transaction.ts';
import { fingerprintOf } from './fingerprint.ts';
import { openAnswer, sealAnswer } from './sealed-answer.ts';

type Request = RepeatableRequest<Caller>;

/**
 * Carries out requests once and keeps their answers, each in the transaction of its effect: `act` has to do its
 * writes as `writing` does. Of the same request at the same time, in however many processes, one is carried out and the
 * others are told so at once.
 */
export function answerKeeper({ db, secrets }: { db: Db; secrets: Pick<SecretStore, 'obtain'> }): Repeat<Caller> {
  const fingerprintKey = platformKey('idempotency', secrets);
  // Whoever is told from here needs no connection; and on the embedded database, which has only one, transactions would wait.
  const inProgress = new Set<string>();

  return async (request, act) => {
    const identity = identityOf(request);
    const name = JSON.stringify(identity);
    if (inProgress.has(name)) return 'in_progress';
    inProgress.add(name);

    try {
      const fingerprint = fingerprintOf(request.text, await fingerprintKey());
      return await transaction(db, async (trx): Promise<Outcome> => {
        const store = idempotencyStore(trx);
        if (!(await store.claim(identity))) return 'in_progress';
        const kept = await store.find(identity);
        if (kept) return replay(kept, fingerprint, request);

        const answer = await act();
        await store.keep(identity, { fingerprint, ...written(answer, request) }, request.ttl);
        return { isReplay: false, answer };
      });
    } finally {
      inProgress.delete(name);
    }
  };
}

function replay({ fingerprint, answer, isSealed }: KeptRequest, presentFingerprint: Buffer, request: Request): Outcome {
  if (!timingSafeEqual(fingerprint, presentFingerprint)) return 'other_request';
  const text = isSealed ? openAnswer(answer, request.credential, purposeOf(request)) : answer;
  return text ? { isReplay: true, answer: read(text) } : 'other_credential';
}

function written(answer: KeptAnswer, request: Request): Pick<KeptRequest, 'answer' | 'isSealed'> {
  const text = Buffer.from(JSON.stringify(answer));
  return { answer: request.sealed ? sealAnswer(text, request.credential, purposeOf(request)) : text, isSealed: request.sealed };
}

function read(text: Uint8Array): KeptAnswer {
  const { status, headers, body, labels } = JSON.parse(Buffer.from(text).toString()) as KeptAnswer; // As `written` wrote it.
  return { status, headers, body, labels };
}

function identityOf({ caller: { accountId, environment, keyId }, key }: Request): RequestIdentity {
  return { accountId, environment, keyId, idempotencyKey: key };
}

/** What a sealed answer is kept for: it does not open in the row of another request. */
function purposeOf(request: Request): string {
  return JSON.stringify(identityOf(request));
}
