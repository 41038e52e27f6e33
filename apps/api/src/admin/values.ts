import { canonical } from '../accounts/addresses.ts';
import { readNetwork } from '../accounts/read-network.ts';
import type { Given } from './command.ts';
import { UsageError } from './command.ts';

// As browsers judge <input type="email"> (HTML, "valid email address"), with at least one dot in the domain.
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;
const MOMENT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/;

/** An option that has to be there. */
export function required(given: Given, option: string): string {
  const value = given[option];
  if (!value) throw new UsageError(`--${option} is missing.`);

  return value;
}

/** A name of 1 to 100 characters that is not just space. */
export function readName(option: string, value: string): string {
  if (value.trim() === '' || value.length > 100 || value.includes('\0')) {
    throw new UsageError(`--${option} is ${JSON.stringify(value)}: expected 1 to 100 characters, not only spaces.`);
  }

  return value;
}

/** What is published about an incident: 1 to 2,000 characters, not just space. */
export function readMessage(option: string, value: string): string {
  if (value.trim() === '' || value.length > 2_000 || value.includes('\0')) {
    throw new UsageError(`--${option} has to have 1 to 2,000 characters, not only spaces.`);
  }

  return value;
}

export function readEmail(option: string, value: string): string {
  if (!EMAIL.test(value) || value.length > 254) {
    throw new UsageError(`--${option} is ${JSON.stringify(value)}: expected an email address such as ada@example.com.`);
  }

  return value;
}

/** A password of 8 to 128 characters; the message does not repeat it. */
export function readPassword(option: string, value: string): string {
  if (value.length < 8 || value.length > 128) throw new UsageError(`--${option} has to have 8 to 128 characters.`);

  return value;
}

export function readChoice<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  if (!choice) throw new UsageError(`--${option} is ${JSON.stringify(value)}: expected one of ${choices.join(', ')}.`);

  return choice;
}

/** Choices between commas, each once, in the order of what there is. */
export function readChoices<T extends string>(option: string, value: string, choices: readonly T[]): T[] {
  const wanted = new Set(value.split(',').map((text) => readChoice(option, text.trim(), choices)));

  return choices.filter((choice) => wanted.has(choice));
}

/** Addresses and networks between commas, each once. */
export function readAddresses(option: string, value: string): string[] {
  const texts = value.split(',').map((text) => text.trim());
  for (const text of texts) {
    const read = readNetwork(text);
    if (!read.network) throw new UsageError(`--${option} has ${JSON.stringify(text)}: ${read.reason}.`);
  }

  return canonical(texts);
}

/** How many things are made at once: 1 to 1,000. */
export function readCount(option: string, value: string): number {
  const count = /^[1-9]\d{0,3}$/.test(value) ? Number(value) : Number.NaN;
  if (!(count <= 1_000)) throw new UsageError(`--${option} is ${JSON.stringify(value)}: expected a whole number from 1 to 1000.`);

  return count;
}

/** A limit that the database can hold, or null for `none`. */
export function readLimit(option: string, value: string): number | null {
  if (value === 'none') return null;
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    throw new UsageError(`--${option} is ${JSON.stringify(value)}: expected a whole number from 1 to 999999999, or none.`);
  }

  return Number(value);
}

/** A moment to come, as a day (its first moment in UTC) or as RFC 3339. */
export function readFuture(option: string, value: string, now: Date): Date {
  const [, day = ''] = MOMENT.exec(value) ?? [];
  const moment = new Date(value);

  // JavaScript takes 30 February for 2 March.
  const isDay = day !== '' && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  if (!isDay || Number.isNaN(moment.getTime())) {
    throw new UsageError(`--${option} is ${JSON.stringify(value)}: expected a day (2027-01-31) or a moment (2027-01-31T12:00:00Z).`);
  }
  if (moment <= now) throw new UsageError(`--${option} is ${value}: expected a moment that is still to come.`);

  return moment;
}

/** An id with its prefix: `acc_…`. */
export function readId(option: string, value: string, prefix: 'acc' | 'usr' | 'prj' | 'key' | 'inc'): string {
  if (!new RegExp(`^${prefix}_[0-9A-Za-z]+$`).test(value)) {
    // A key that is given in place of its id must not end up in a log.
    const shown = value.startsWith('sk_') ? 'a key itself' : JSON.stringify(value);
    throw new UsageError(`--${option} is ${shown}: expected an id that starts with ${prefix}_.`);
  }

  return value;
}
