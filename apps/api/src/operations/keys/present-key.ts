import type { components } from '@plumbline/contract';
import type { ApiKeyRow } from '../../store/schema.ts';

/** A key as callers see it, without its secret. */
export function presentKey({ id, name, prefix, environment, project_id, scopes, allowed_addresses, user_id, ...times }: ApiKeyRow) {
  return {
    id,
    name,
    prefix,
    environment,
    project_id,
    scopes: scopes as Scope[], // Text in the table; `grantKey` lets in only what the maker has, and the operator what there is.
    allowed_addresses,
    expires_at: times.expires_at?.toISOString() ?? null,
    last_used_at: times.last_used_at?.toISOString() ?? null,
    user_id,
    created_at: times.created_at.toISOString(),
    updated_at: times.updated_at.toISOString(),
  };
}

type Scope = components['schemas']['ScopeName'];
