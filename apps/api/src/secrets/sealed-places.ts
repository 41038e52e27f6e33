import type { Tables } from '../store/schema.ts';

/** A column whose values are sealed. */
export interface SealedPlace {
  table: keyof Tables;
  column: string;
  /** The columns that make out one row, all of them text. */
  identity: readonly string[];
  /** What a row's value is sealed for; it names the row, so that a value moved to another row does not open. */
  purpose(row: Readonly<Record<string, string>>): string;
}

/** What a secret of the table `secrets` is sealed for. */
export function secretPurpose(name: string): string {
  return `secrets/${name}`;
}

/** Every column with sealed values: what is missing here is lost when a key is retired. */
export const SEALED_PLACES: readonly SealedPlace[] = [
  { table: 'secrets', column: 'sealed', identity: ['name'], purpose: ({ name = '' }) => secretPurpose(name) },
];
