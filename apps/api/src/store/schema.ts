import type { components } from '@plumbline/contract';
import type { Generated, GeneratedAlways, Insertable, Kysely, Selectable } from 'kysely';

type AuditEntry = components['schemas']['AuditEntry'];

export type Environment = 'live' | 'sandbox';
export type Plan = 'free' | 'pro' | 'enterprise';
/**
 * A column of text, in which the contract says what may stand, so that a new value needs no code. It stays text
 * when the contract says something else; the handlers that pass it on then do not compile.
 */
type Text<Declared> = Declared extends string ? Declared : string;

export type ProjectStatus = Text<components['schemas']['ProjectStatus']>;
export type Region = Text<components['schemas']['Region']>;
export type ResourceType = Text<components['schemas']['ResourceType']>;
export type ResourceStatus = Text<components['schemas']['ResourceStatus']>;
export type ActorType = Text<AuditEntry['actor_type']>;
export type TargetType = Text<AuditEntry['target_type']>;
export type AuditAction = Text<AuditEntry['action']>;
export type UsageUnit = Text<components['schemas']['UsageIntervalName']>;
export type HttpMethod = Text<NonNullable<components['schemas']['LogEntry']['method']>>;
export type IncidentImpact = Text<components['schemas']['Incident']['impact']>;
export type IncidentStatus = Text<components['schemas']['IncidentStatus']>;
export type ComponentName = Text<components['schemas']['ComponentName']>;
export type WebhookStatus = Text<components['schemas']['WebhookStatus']>;
export type WebhookDisabledReason = Text<NonNullable<components['schemas']['WebhookDisabledReason']>>;
export type DeliveryStatus = Text<components['schemas']['DeliveryStatus']>;
export type JobKind = Text<components['schemas']['JobKind']>;
export type JobStatus = Text<components['schemas']['JobStatus']>;
export type TaskStatus = Text<components['schemas']['TaskStatus']>;
export type LogSource = Text<components['schemas']['LogSource']>;
export type LogLevel = Text<components['schemas']['LogLevel']>;

/** What is kept as `jsonb`: an object as it came from JSON, whose shape the contract knows. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whose rows a caller sees: every function of the store that touches an account's data takes one first. */
export interface Scope {
  accountId: string;
  environment: Environment;
  /** With a project, only that one and what belongs to it is seen; without, everything of the account is. */
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
  /** Whether things go here that are made without naming a project; one at most in each environment. */
  is_default: Generated<boolean>;
}

interface ResourcesTable extends Scoped, Timestamps {
  id: string;
  project_id: string;
  name: string;
  type: ResourceType;
  status: ResourceStatus;
  config: JsonObject;
}

interface SettingsTable extends Scoped {
  name: string;
  support_email: string | null;
  log_retention_days: Generated<number>;
  /** When the sandbox was last put back to the examples; null in live. */
  sandbox_reset_at: Date | null;
  updated_at: Generated<Date>;
}

interface AuditTable extends Scoped {
  id: string;
  action: AuditAction;
  actor_type: ActorType;
  actor_id: string | null;
  user_id: string | null;
  target_type: TargetType;
  target_id: string;
  changes: JsonObject | null;
  request_id: string | null;
  address: string | null;
  created_at: Generated<Date>;
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
  components: ComponentName[];
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

interface IdempotencyKeysTable extends Scoped {
  /** Whose it is: the API key that the request was sent with. */
  key_id: string;
  /** What the caller has sent as `Idempotency-Key`. */
  idempotency_key: string;
  /** HMAC of the request; see `idempotency/fingerprint.ts`. */
  fingerprint: Uint8Array;
  /** The answer as JSON; encrypted where it holds a secret, see `idempotency/sealed-answer.ts`. */
  answer: Uint8Array;
  is_sealed: boolean;
  created_at: Generated<Date>;
  expires_at: Date;
}

interface RequestLogTable extends Scoped {
  /** The request's id; that of a job's or task's line begins with `log_`. */
  id: string;
  source: Generated<LogSource>;
  level: Generated<LogLevel>;
  /** Empty for a request, whose message is made of the rest. */
  message: Generated<string>;
  job_id: string | null;
  task_id: string | null;
  /** This and what follows it is null in a line of a job or a task. */
  operation: string | null;
  method: HttpMethod | null;
  /** As the contract has it, with the base path of its version. */
  path: string | null;
  status: number | null;
  duration_ms: number | null;
  key_id: string;
  /** The project that the request was about. */
  project_id: string | null;
  /** When the request came in. */
  created_at: Date;
}

interface WebhooksTable extends Scoped, Timestamps {
  id: string;
  url: string;
  description: string | null;
  /** The names of events, or `*` for all of them. */
  events: string[];
  status: WebhookStatus;
  /** Why it is disabled; null while it is enabled. */
  disabled_reason: WebhookDisabledReason | null;
  /** What its deliveries are signed with, sealed. */
  secret: Uint8Array;
  /** The secret before it, sealed, with which they are signed as well until it expires. */
  previous_secret: Uint8Array | null;
  previous_secret_expires_at: Date | null;
  /** When the first attempt failed since the last success; null when the last one succeeded. */
  first_failed_at: Date | null;
}

interface EventsTable extends Scoped {
  id: string;
  event: string;
  project_id: string | null;
  /** The JSON of `{ event, timestamp, data }`, to the byte as it is sent. */
  body: string;
  /** Whether it only tries a webhook out, and tells of nothing that happened. */
  is_test: Generated<boolean>;
  /** The trace that the change was made in (W3C Trace Context), when traces are kept. */
  traceparent: string | null;
  /** When it was handed over to the webhooks that want it. */
  relayed_at: Date | null;
  created_at: Generated<Date>;
}

interface DeliveriesTable extends Scoped, Timestamps {
  id: string;
  webhook_id: string;
  event_id: string;
  event: string;
  status: DeliveryStatus;
  /** How many attempts have been made. */
  attempts: Generated<number>;
  /** Behind how many of them the schedule of retries began; after it was asked for again, that is not 0. */
  retries_from: Generated<number>;
  /** Null when nothing more is tried. */
  next_attempt_at: Date | null;
}

interface DeliveryAttemptsTable extends Scoped {
  delivery_id: string;
  /** From 1 on. */
  number: number;
  started_at: Date;
  duration_ms: number;
  /** The status of the answer; null when there was none. */
  status: number | null;
  error: string | null;
  /** What the answer's body began with. */
  response_excerpt: string | null;
}

interface JobsTable extends Scoped, Timestamps {
  id: string;
  kind: JobKind;
  status: JobStatus;
  project_id: string | null;
  /** The processor that is run; null for an export. */
  resource_id: string | null;
  /** What was asked for besides the inputs. */
  request: JsonObject;
  /** How many tasks there are. */
  total: Generated<number>;
  succeeded: Generated<number>;
  failed: Generated<number>;
  error: string | null;
  /** The key that asked for it. */
  key_id: string;
  traceparent: string | null;
  cancel_requested_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  result_expires_at: Date | null;
  /** The hold of the worker that has it, a new one each time that one takes it on; null when none has. */
  lease: string | null;
  /** When a worker may take it on: at once, or when the hold of another ends; null when nothing is left to do. */
  due_at: Date | null;
}

interface TasksTable extends Scoped, Timestamps {
  id: string;
  job_id: string;
  project_id: string | null;
  /** Its place among the inputs, from 0 on. */
  number: number;
  status: TaskStatus;
  input: unknown;
  output: unknown;
  error: string | null;
  /** How many times work at it has begun. */
  attempts: Generated<number>;
  started_at: Date | null;
  finished_at: Date | null;
}

interface JobResultsTable extends Scoped {
  job_id: string;
  number: number;
  chunk: string;
}

interface UsageTable extends Scoped {
  /** The beginning of the hour in which the requests came in. */
  hour: Date;
  /** Empty for those that were about no project. */
  project_id: string;
  operation: string;
  /** The first digit of the status. */
  status_class: number;
  requests: number;
}

export interface Tables {
  accounts: AccountsTable;
  users: UsersTable;
  projects: ProjectsTable;
  api_keys: ApiKeysTable;
  key_secrets: KeySecretsTable;
  secrets: SecretsTable;
  resources: ResourcesTable;
  settings: SettingsTable;
  audit: AuditTable;
  incidents: IncidentsTable;
  incident_updates: IncidentUpdatesTable;
  idempotency_keys: IdempotencyKeysTable;
  request_log: RequestLogTable;
  usage: UsageTable;
  webhooks: WebhooksTable;
  events: EventsTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  jobs: JobsTable;
  tasks: TasksTable;
  job_results: JobResultsTable;
}

/** The open database, or one transaction on it. */
export type Db = Kysely<Tables>;

type Columns<Row> = Omit<Row, keyof Scoped>;

export type AccountRow = Selectable<AccountsTable>;
export type NewAccount = Insertable<AccountsTable>;
export type ApiKeyRow = Selectable<ApiKeysTable>;
export type ProjectRow = Columns<Omit<Selectable<ProjectsTable>, 'is_default'>>;
export type ResourceRow = Columns<Selectable<ResourcesTable>>;
/** The settings of one environment, and the account's plan. */
export type SettingsRow = Columns<Selectable<SettingsTable>> & Pick<AccountRow, 'plan'>;
/** A request as it is kept, with whose it is. */
export type NewRequest = Insertable<RequestLogTable>;
export type RequestRow = Columns<Selectable<RequestLogTable>>;
export type WebhookRow = Selectable<WebhooksTable>;
export type EventRow = Columns<Selectable<EventsTable>>;
export type DeliveryRow = Columns<Selectable<DeliveriesTable>>;
export type DeliveryAttemptRow = Columns<Selectable<DeliveryAttemptsTable>>;
/** A job without a worker's hold on it. */
export type JobRow = Columns<Omit<Selectable<JobsTable>, 'lease' | 'due_at'>>;
export type TaskRow = Columns<Selectable<TasksTable>>;
export type AuditRow = Columns<Selectable<AuditTable>>;
/** A user as the store gives it out: the password's hash stays inside. */
export type UserRow = Columns<Omit<Selectable<UsersTable>, 'password_hash'>>;
/** An incident with what was said of it, oldest first. */
export type IncidentRow = Selectable<IncidentsTable> & { updates: Pick<Selectable<IncidentUpdatesTable>, 'status' | 'message' | 'created_at'>[] };
