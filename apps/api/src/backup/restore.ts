import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { findSecretsKeys } from '../secrets/load-keys.ts';
import { createSealer } from '../secrets/sealer.ts';
import { openDatabaseAsItIs } from '../store/database.ts';
import { runTool } from './command-line.ts';
import { restoreBackup } from './restore-backup.ts';

const HELP = `Put back what \`npm run backup\` wrote, all of it or nothing.

Usage: npm run restore -- --from <file> [--without-secrets]

It goes into the database that DATABASE_URL names, else into the embedded one in DATA_DIR (default: .data at the top
of the repository). That one has to be empty; a new one is best, since a backup of an older release needs one that no
server was started on. A backup of the embedded database can be restored into PostgreSQL, and the other way round.

The whole file is checked before anything is written. The key that sealed its secrets has to be there: SECRETS_KEY,
SECRETS_KEYS_PREVIOUS, or the file secrets.key in DATA_DIR.

Options:
  --without-secrets  When that key is lost: leave out the platform's own secrets, which are then made anew.`;

const err = (text: string) => void process.stderr.write(`${text}\n`);

process.exitCode = await runTool(
  {
    help: HELP,
    path: 'from',
    switches: ['without-secrets'],
    async run(path, switches) {
      const config = readConfig();
      const source = resolve(config.workingDir, path);
      const file = await open(source, 'r').catch((error: NodeJS.ErrnoException) => {
        throw new Error(`${source} cannot be read (${error.code}). Give the path of a file that npm run backup wrote.`, { cause: error });
      });

      try {
        const keys = await findSecretsKeys(config);
        const keyIds = keys ? createSealer(keys).keyIds : new Set<string>();
        const { db, close } = await openDatabaseAsItIs(config, err, { mustExist: false });
        const restored = await restoreBackup(db, file, { report: err, keyIds, withoutSecrets: switches.has('without-secrets') }).finally(close);

        const further = restored.migrated.length > 0 ? ` and migrated it on (${restored.migrated.join(', ')})` : '';
        return `Restored ${restored.rows} rows of ${restored.tables} tables, as of ${restored.madeAt}${further}.`;
      } finally {
        await file.close();
      }
    },
  },
  process.argv.slice(2),
  { out: (text) => void process.stdout.write(`${text}\n`), err },
);
