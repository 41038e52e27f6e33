import { describe, expect, it } from 'vitest';
import { entries } from '../build/entries.ts';
import { reportOf } from '../build/reports.ts';

describe('the report of what is exported', () => {
  it.each(entries())('is that of $path; when the change is meant, build and `npm run report --workspace @plumbline/client`', (entry) => {
    expect(reportOf(entry, 'compare')).toEqual({ name: `${entry.name}.api.md`, changed: false });
  });
});
