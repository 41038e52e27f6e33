import type { ContractDocument } from '../contract-document.ts';
import type { StandIn } from '../mask/mask.ts';
import type { Receiver } from '../run/receiver.ts';
import type { Account } from './account.ts';
import { exampleValue } from './examples.ts';
import { delivery, event, webhook } from './make-deliveries.ts';
import { failedTask, job, openJob, task } from './make-jobs.ts';
import { key, projectKey } from './make-keys.ts';
import { countedDays, logEntry } from './make-records.ts';
import type { Maker } from './maker.ts';

/** In the order in which they are made, where several are: a webhook gets what happens after it. */
const MAKERS: readonly Maker[] = [key, projectKey, webhook, event, delivery, job, task, openJob, failedTask, logEntry, countedDays];

/** What is to be called, and what the contract says that it answers. */
interface Wanted {
  operationId: string;
  /** The program, and of a reading operation the example of its answer. */
  text: string;
}

/**
 * Fills an account with what a sample needs and a sandbox does not have: everything that the sample names by an id of the
 * contract. Samples always show the contract's ids. When one runs, what was made here stands in for them, and it is shown by
 * the contract's ids again in what is recorded.
 */
export async function fill(account: Account, { document, receiver, wanted }: { document: ContractDocument; receiver: Receiver; wanted: Wanted }): Promise<StandIn[]> {
  const made = new Map<string, string>([[String(exampleValue(document, 'WebhookCreate')['url']), receiver.hookUrl]]);
  const bench = { document, account, receiver, stand: (shown: string, real: string) => void made.set(shown, real), need };

  async function need(shown: string): Promise<string> {
    const maker = MAKERS.find((one) => one.shown(document) === shown);
    if (!made.has(shown)) await maker?.make(bench);
    const real = made.get(shown);
    if (!real) throw new Error(`Nothing could be made in the example account that stands for ${shown}.`);
    return real;
  }

  for (const { shown, alsoFor = [] } of MAKERS) {
    const name = shown(document);
    if (wanted.text.includes(name) || wanted.text.includes(encodeURIComponent(name)) || alsoFor.includes(wanted.operationId)) await need(name);
  }
  return [...made];
}

/** A program as it runs: with what stands in for what it shows. */
export function withStandIns(program: string, standIns: readonly StandIn[]): string {
  return standIns.reduce((text, [shown, real]) => text.replaceAll(shown, real).replaceAll(encodeURIComponent(shown), encodeURIComponent(real)), program);
}
