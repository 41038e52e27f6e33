import { callsOf } from './call.ts';
import type { ContractDocument } from './contract-document.ts';
import { LANGUAGES, LANGUAGE_NAMES, type LanguageName } from './emit/languages.ts';

/** One operation in every language. */
export type Programs = Record<LanguageName, string>;

/**
 * Writes a program for every operation of a contract in every language, with the examples of the contract in it. Pure.
 *
 * @throws Error that names the operation and what of it has no example
 */
export function samplesOf(document: ContractDocument): Record<string, Programs> {
  return Object.fromEntries(callsOf(document).map((call) => [call.operationId, Object.fromEntries(LANGUAGE_NAMES.map((name) => [name, LANGUAGES[name].emit(call)])) as Programs]));
}
