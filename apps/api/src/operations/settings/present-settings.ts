import type { SettingsRow } from '../../store/schema.ts';

/** The settings of an account as callers see them. */
export function presentSettings({ name, plan, support_email, log_retention_days, updated_at }: SettingsRow) {
  return { name, plan, support_email, log_retention_days, updated_at: updated_at.toISOString() };
}
