import type { KeptAnswer, Principal, Repeat } from '../src/index.ts';

interface Kept {
  text: string;
  credential: string;
  /** Undefined until it is known. */
  answer?: KeptAnswer;
}

/** Keeps answers for as long as a test lasts. */
export function keptInMemory(): Repeat<Principal & { name: string }> {
  const all = new Map<string, Kept>();
  return async ({ caller, key, text, credential, sealed }, act) => {
    const id = `${caller.name} ${key}`;
    const kept = all.get(id);
    if (kept && !kept.answer) return 'in_progress';
    if (kept?.answer) {
      if (kept.text !== text) return 'other_request';
      return sealed && kept.credential !== credential ? 'other_credential' : { isReplay: true, answer: kept.answer };
    }
    const own: Kept = { text, credential };
    all.set(id, own);
    try {
      const answer = await act();
      own.answer = answer;
      return { isReplay: false, answer };
    } catch (error) {
      all.delete(id);
      throw error;
    }
  };
}
