import { resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { openDatabaseAsItIs } from '../store/database.ts';
import { runTool } from './command-line.ts';
import { writeBackup } from './write-backup.ts';

const HELP = `Write everything that the database holds to one file.

Usage: npm run backup -- --to <file>

It is the database that DATABASE_URL names, else the embedded one in DATA_DIR (default: .data at the top of the
repository). A server on PostgreSQL may go on meanwhile: what is written is one moment's truth. The embedded
database serves one process: stop the server first.

The file is for its owner alone (mode 600) and takes the place of an older one when it is whole. It holds no API key
and no password, only their hashes; stored secrets are in it as they are stored, sealed. It does not hold the key that
opens them: keep a copy of SECRETS_KEY, or of the file secrets.key in DATA_DIR, elsewhere.

Put it back with: npm run restore -- --from <file>`;

const err = (text: string) => void process.stderr.write(`${text}\n`);

process.exitCode = await runTool(
  {
    help: HELP,
    path: 'to',
    switches: [],
    async run(path) {
      const config = readConfig();
      const target = resolve(config.workingDir, path);
      const { db, close } = await openDatabaseAsItIs(config, err, { mustExist: true });

      try {
        const { rows, tables, sealedWith } = await writeBackup(db, target, { report: err, now: new Date() });
        const keys = sealedWith.length > 0 ? ` Its sealed secrets open with the key ${sealedWith.join(' and ')} only, which is not in it.` : '';
        return `Wrote ${rows} rows of ${tables} tables to ${target}.${keys}`;
      } finally {
        await close();
      }
    },
  },
  process.argv.slice(2),
  { out: (text) => void process.stdout.write(`${text}\n`), err },
);
