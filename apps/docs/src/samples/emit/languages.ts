import { curl } from './curl.ts';
import type { Language } from './language.ts';
import { typescript } from './typescript.ts';

/** The languages of samples by their names, in the order in which pages show them. The answer that is shown is the first one's. */
export const LANGUAGES = { curl, typescript } as const satisfies Record<string, Language>;

export type LanguageName = keyof typeof LANGUAGES;

export const LANGUAGE_NAMES = Object.keys(LANGUAGES) as LanguageName[]; // Object.keys has no narrower type.
