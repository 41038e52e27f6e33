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

/** What a secret of a webhook is sealed for: the present one and the one before it alike, since rotating moves the one into the other's column. */
export function webhookSecretPurpose({ account_id = '', environment = '', id = '' }: Readonly<Record<string, string>>): string {
  return `webhooks/${account_id}/${environment}/${id}`;
}

/** Every column with sealed values: what is missing here is lost when a key is retired. */
export const SEALED_PLACES: readonly SealedPlace[] = [
  { table: 'secrets', column: 'sealed', identity: ['name'], purpose: ({ name = '' }) => secretPurpose(name) },
  ...['secret', 'previous_secret'].map((column) => ({ table: 'webhooks' as const, column, identity: ['account_id', 'environment', 'id'], purpose: webhookSecretPurpose })),
];
