import type { components } from '@plumbline/contract';
import { completeConfig } from '../../resources/complete-config.ts';
import type { ResourceRow } from '../../store/schema.ts';

type Resource = components['schemas']['Resource'];

/** A resource as callers see it. A property that its type has gained since it was stored is shown with its default. */
export function presentResource({ id, project_id, name, type, status, config, created_at, updated_at }: ResourceRow): Resource {
  const shown = { id, project_id, name, type, status, config: completeConfig(type, config), created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
  return shown as Resource; // A table has no unions: that type and config belong together, `completeConfig` has seen to.
}
