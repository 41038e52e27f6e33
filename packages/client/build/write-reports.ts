import { mkdirSync } from 'node:fs';
import { entries } from './entries.ts';
import { REPORTS, reportOf } from './reports.ts';

// What `npm run report` does: the reports become what is built now.
mkdirSync(REPORTS, { recursive: true });
for (const entry of entries()) {
  const { name, changed } = reportOf(entry, 'write');
  process.stdout.write(`${changed ? 'Wrote' : 'Kept'} api/${name}\n`);
}
