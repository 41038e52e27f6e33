import type { components } from '@plumbline/contract';
import type { Generated, GeneratedAlways, Insertable, Kysely, Selectable } from 'kysely';

export type Environment = 'live' | 'sandbox';
export type Plan = 'free' | 'pro' | 'enterprise';
export type IncidentImpact = 'minor' | 'major' | 'maintenance';
export type IncidentStatus = 'investigating' | 'identified' | 'monitoring' | 'resolved';
/**
 * A column of text, in which the contract says what may stand, so that a new value needs no code. It stays text
 * when the contract says something else; the handlers that pass it on then do not compile.
 */
type Text<Declared> = Declared extends string ? Declared : string;

export type ProjectStatus = Text<components['schemas']['ProjectStatus']>;
export type Region = Text<components['schemas']['Region']>;

/** Whose rows a caller sees: every function of the store that touches an account's data takes one first. */
export interface Scope {
  accountId: string;
  environment: Environment;
  /** The only project that is seen, with what belongs to it; the whole account when it is left out or null. */
  projectId?: string | null;
}

interface Timestamps {
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface Scoped {
  account_id: string;
  environment: Environment;
}

interface AccountsTable {
  id: string;
  name: string;
  plan: Plan;
  created_at: Generated<Date>;
}

interface UsersTable extends Scoped, Timestamps {
  id: string;
  name: string;
  email: string;
  password_hash: string;
}

interface ProjectsTable extends Scoped, Timestamps {
  id: string;
  name: string;
  description: string | null;
  region: Region;
  status: ProjectStatus;
}

interface ApiKeysTable extends Scoped, Timestamps {
  id: string;
  /** Who made the key; null once that user is deleted. */
  user_id: string | null;
  /** The only project that the key sees, or null when it sees them all. */
  project_id: string | null;
  name: string;
  /** What the newest secret begins with: `sk_live_` or `sk_test_`, and its lookup. Not secret. */
  prefix: string;
  scopes: string[];
  /** The networks that the key works from, as `readNetwork` writes them; from everywhere when there are none. */
  allowed_addresses: string[];
  /** The operator's limit for this key, in place of the policy's. */
  rate_limit: number | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

interface KeySecretsTable {
  lookup: string;
  key_id: string;
  /** SHA-256 of the whole key; the key itself is never stored. */
  hash: Uint8Array;
  created_at: Generated<Date>;
  /** When a secret that was replaced ends; null for the newest, which works as long as the key. */
  expires_at: Date | null;
}

interface IncidentsTable {
  id: string;
  title: string;
  impact: IncidentImpact;
  status: IncidentStatus;
  components: string[];
  started_at: Date;
  resolved_at: Date | null;
}

interface IncidentUpdatesTable {
  id: GeneratedAlways<number>;
  incident_id: string;
  status: IncidentStatus;
  message: string;
  created_at: Date;
}

interface SecretsTable {
  name: string;
  /** Encrypted under a key from the configuration; see `secrets/sealer.ts`. */
  sealed: Uint8Array;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface Tables {
  accounts: AccountsTable;
  users: UsersTable;
  projects: ProjectsTable;
  api_keys: ApiKeysTable;
  key_secrets: KeySecretsTable;
  incidents: IncidentsTable;
  incident_updates: IncidentUpdatesTable;
  secrets: SecretsTable;
}

/** The open database, or one transaction on it. */
export type Db = Kysely<Tables>;

type Columns<Row> = Omit<Row, keyof Scoped>;

export type AccountRow = Selectable<AccountsTable>;
export type NewAccount = Insertable<AccountsTable>;
export type ProjectRow = Columns<Selectable<ProjectsTable>>;
export type ApiKeyRow = Selectable<ApiKeysTable>;
/** A user as the store gives it out: the password's hash stays inside. */
export type UserRow = Columns<Omit<Selectable<UsersTable>, 'password_hash'>>;
/** An incident with what was said of it, oldest first. */
export type IncidentRow = Selectable<IncidentsTable> & { updates: Pick<Selectable<IncidentUpdatesTable>, 'status' | 'message' | 'created_at'>[] };
