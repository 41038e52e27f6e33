import type { Fault } from '@plumbline/server';
import type { ApiKeyRow } from '../store/schema.ts';
import { canonical, covers } from './addresses.ts';
import type { Principal } from './authenticate.ts';
import type { KeyGrant } from './issue-key.ts';

/** Who asks for a key, and what that allows. */
export type Maker = Pick<Principal, 'environment' | 'projectId' | 'scopes' | 'allowedAddresses' | 'expiresAt'>;

/** What is asked of a key, as a request's body says it. */
export interface WantedGrant extends WantedChange {
  environment?: string | undefined;
  project_id?: string | null | undefined;
}

/** What can be asked of a key that is there. */
export interface WantedChange {
  scopes?: readonly string[] | undefined;
  /** Each is one that `readNetwork` reads; none of them is everywhere. */
  allowed_addresses?: readonly string[] | undefined;
  /** A date-time of RFC 3339, or null for never. */
  expires_at?: string | null | undefined;
}

type Row = Pick<ApiKeyRow, 'environment' | 'project_id' | 'scopes' | 'allowed_addresses' | 'expires_at'>;

/** What is granted or, when anything goes beyond the maker, all of that: the details of a 403 `grant_exceeded`. */
export type Outcome<Granted> = { granted: Granted; beyond: [] } | { granted: undefined; beyond: Fault[] };

/** What a new key allows: what is wanted, and for what is left out what its maker has. */
export function grantKey(maker: Maker, wanted: WantedGrant): Outcome<KeyGrant> {
  return judged(maker, wanted, () => {
    const { scopes = [...maker.scopes], allowed_addresses = [...maker.allowedAddresses], expires_at = maker.expiresAt } = columnsOf(wanted);
    const { project_id = maker.projectId } = wanted;

    return { projectId: project_id, scopes, allowedAddresses: allowed_addresses, expiresAt: expires_at };
  });
}

/** The columns of a key that change. Whether the maker may change that key at all, `isWithin` says. */
export function grantChange(maker: Maker, wanted: WantedChange): Outcome<Partial<Pick<Row, 'scopes' | 'allowed_addresses' | 'expires_at'>>> {
  const { scopes, allowed_addresses, expires_at } = wanted;

  return judged(maker, { scopes, allowed_addresses, expires_at }, () => columnsOf(wanted));
}

/** Whether a key allows nothing that the maker's own does not: only then may the maker change it or have its secret. */
export function isWithin(maker: Maker, key: Row): boolean {
  return beyond(maker, { ...key, expires_at: key.expires_at?.toISOString() ?? null }).length === 0;
}

function judged<Granted>(maker: Maker, wanted: WantedGrant, grant: () => Granted): Outcome<Granted> {
  const faults = beyond(maker, wanted);

  return faults.length > 0 ? { granted: undefined, beyond: faults } : { granted: grant(), beyond: [] };
}

function columnsOf({ scopes, allowed_addresses, expires_at }: WantedChange) {
  return {
    ...(scopes && { scopes: [...new Set(scopes)] }),
    ...(allowed_addresses && { allowed_addresses: canonical(allowed_addresses) }),
    ...(expires_at !== undefined && { expires_at: momentOf(expires_at) }),
  };
}

function momentOf(text: string | null): Date | null {
  if (text === null) return null;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new Error(`${JSON.stringify(text)} is no moment; keyFaults says so before it comes this far.`);

  return moment;
}

/** Everything that is wanted and that the maker does not have. */
function beyond(maker: Maker, wanted: WantedGrant): Fault[] {
  return [
    ...scopesBeyond(maker, wanted),
    ...projectBeyond(maker, wanted),
    ...environmentBeyond(maker, wanted),
    ...addressesBeyond(maker, wanted),
    ...expiryBeyond(maker, wanted),
  ];
}

function scopesBeyond({ scopes: own }: Maker, { scopes = [] }: WantedGrant): Fault[] {
  return scopes.flatMap((scope, at) => (own.includes(scope) ? [] : fault(`/scopes/${at}`, `Your key does not have the scope ${scope}.`)));
}

function projectBeyond({ projectId }: Maker, { project_id }: WantedGrant): Fault[] {
  if (projectId === null || project_id === undefined || project_id === projectId) return [];

  return fault('/project_id', `Your key is bound to the project ${projectId}, and so is every key it makes.`);
}

function environmentBeyond(maker: Maker, { environment = maker.environment }: WantedGrant): Fault[] {
  return environment === maker.environment ? [] : fault('/environment', `Your key is one for ${maker.environment}, and so is every key it makes.`);
}

function addressesBeyond({ allowedAddresses: own }: Maker, { allowed_addresses: wanted }: WantedGrant): Fault[] {
  if (own.length === 0 || wanted === undefined) return [];
  if (wanted.length === 0) return fault('/allowed_addresses', `Your key works from ${own.join(', ')} only: name addresses among these.`);

  return wanted.flatMap((network, at) =>
    covers(own, network) ? [] : fault(`/allowed_addresses/${at}`, `Your key does not work from all of ${network}, but from ${own.join(', ')}.`),
  );
}

function expiryBeyond({ expiresAt: own }: Maker, { expires_at: wanted }: WantedGrant): Fault[] {
  // What is no date is not earlier either.
  if (own === null || wanted === undefined || (wanted !== null && new Date(wanted) <= own)) return [];

  return fault('/expires_at', `Your key ends at ${own.toISOString()}, and so does, or sooner, every key it makes.`);
}

function fault(pointer: string, message: string): [Fault] {
  return [{ in: 'body', pointer, code: 'beyond_maker', message }];
}
