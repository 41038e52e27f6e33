import { note } from '../finding.ts';
import type { DocumentNode } from '../document-node.ts';
import type { DocumentCheck } from './document-check.ts';

/** `x-rate-limits`: a window that allows less, or is new. Callers read what is left from the headers, so it breaks nobody. */
export const rateLimits: DocumentCheck = function* (base, head) {
  const after = head.get('x-rate-limits');
  for (const [policy, before] of base.get('x-rate-limits')?.entries() ?? []) {
    const now = after?.get(policy);
    const component = `x-rate-limits/${policy}`;
    for (const [name, window] of now?.get('windows')?.entries() ?? []) {
      const was = before.get('windows')?.get(name);
      if (!was) yield { component, change: note(window, `The window ${name} is new.`) };
      for (const plan of was ? plansOf(window) : []) {
        const [allowed, allows] = [was, window].map((one) => one && limitOf(one, plan));
        if (!allowed || !allows || allows.limit / allows.seconds >= allowed.limit / allowed.seconds) continue;
        const whom = plan === EVERYBODY ? '' : ` the plan ${plan}`;
        yield { component, change: note(window, `The window ${name} allowed${whom} ${wordsFor(allowed)} and allows ${wordsFor(allows)}.`) };
      }
    }
  }
};

/** Stands for the plan where a window has one limit. */
const EVERYBODY = '';

interface Limit {
  limit: number;
  seconds: number;
}

function plansOf(window: DocumentNode): string[] {
  const plans = [...(window.get('limits')?.entries() ?? [])].map(([plan]) => plan);
  return plans.length > 0 ? plans : [EVERYBODY];
}

/** What a window allows to a plan, which may have been what it allowed to everybody. */
function limitOf(window: DocumentNode, plan: string): Limit | undefined {
  const limit = window.get('limits')?.child(plan)?.value ?? window.child('limit')?.value;
  return typeof limit === 'number' ? { limit, seconds: Number(window.child('seconds')?.value) } : undefined;
}

function wordsFor({ limit, seconds }: Limit): string {
  return `${limit} in ${seconds} seconds`;
}
