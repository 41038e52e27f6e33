import { REFERENCES } from './list-rows.ts';
import type { Node } from './nodes.ts';

/** A value that a query parameter of this schema may have, as a URL has it. */
export function rightValue({ enum: values, format, type, minimum = 1 }: Node): string {
  if (Array.isArray(values)) return String(values[0]);
  if (format === 'date-time') return '2026-03-06T12:00:00Z';
  if (format === 'email') return 'a@example.com';
  return type === 'integer' ? String(minimum) : (REFERENCES[0] ?? '');
}
