import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table incidents (
      id text collate "C" primary key,
      title text collate "C" not null,
      impact text collate "C" not null check (impact in ('minor', 'major', 'maintenance')),
      status text collate "C" not null check (status in ('investigating', 'identified', 'monitoring', 'resolved')),
      components text[] collate "C" not null,
      started_at timestamptz(3) not null,
      resolved_at timestamptz(3),
      check ((status = 'resolved') = (resolved_at is not null))
    )`.execute(db);
  await sql`create index incidents_started_idx on incidents (started_at, id)`.execute(db);

  await sql`
    create table incident_updates (
      id bigint generated always as identity primary key,
      incident_id text collate "C" not null references incidents (id) on delete cascade,
      status text collate "C" not null check (status in ('investigating', 'identified', 'monitoring', 'resolved')),
      message text collate "C" not null,
      created_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index incident_updates_incident_idx on incident_updates (incident_id, id)`.execute(db);
}
