import type { ContractDocument } from '../contract-document.ts';
import type { Receiver } from '../run/receiver.ts';
import type { Account } from './account.ts';

/** What a sandbox does not have from the beginning, and how requests make it. */
export interface Maker {
  /** The text of the contract that samples name it by. */
  shown(document: ContractDocument): string;
  /** Operations whose answer would be empty without it, though neither they nor their examples name it. */
  alsoFor?: readonly string[];
  make(around: Bench): Promise<void>;
}

/** What makers work with. */
export interface Bench {
  document: ContractDocument;
  account: Account;
  receiver: Receiver;
  /** Says what on the server stands for a text of the contract. */
  stand(shown: string, real: string): void;
  /** What stands for a text of the contract, which is made first where that has not been done. */
  need(shown: string): Promise<string>;
}
