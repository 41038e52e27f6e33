import { SCOPES } from '../accounts/scopes.ts';
import { readConfig } from '../config.ts';
import { loadSecretsKeys } from '../secrets/load-keys.ts';
import { createSealer } from '../secrets/sealer.ts';
import { openDatabase } from '../store/database.ts';
import { runAdmin } from './run-admin.ts';

const err = (text: string) => void process.stderr.write(`${text}\n`);

process.exitCode = await runAdmin(process.argv.slice(2), {
  open: async () => openDatabase(readConfig(), err),
  out: (text) => void process.stdout.write(`${text}\n`),
  err,
  scopes: SCOPES,
  now: new Date(),
  sealer: async () => createSealer(await loadSecretsKeys(readConfig(), err)),
});
