import { resealSecrets } from '../../secrets/reseal.ts';
import type { Command } from '../command.ts';

export const resealSecretsCommand: Command = {
  summary: 'Encrypt all stored secrets again, under the current key, so that previous ones can be dropped.',
  details: `To change the key:
  1. Make one: openssl rand -base64 32
  2. Add it to SECRETS_KEYS_PREVIOUS on every machine, and restart them: each can open what others seal.
  3. Put it into SECRETS_KEY and the old one (that of the file secrets.key, if there was none) into
     SECRETS_KEYS_PREVIOUS on every machine, and restart them.
  4. Run this.
  5. Drop the old one from SECRETS_KEYS_PREVIOUS; keep it with the backups that were made before.
With one machine, step 2 is not needed.`,
  options: {},
  example: '',

  prepare: (_given, { sealer: makeSealer }) => async (db) => {
    const sealer = await makeSealer();
    const { total, moved } = await resealSecrets(db, sealer);
    const { currentKeyId: current_key } = sealer;

    return {
      json: { total, moved, current_key },
      text: `Resealed ${total} stored secret${total === 1 ? '' : 's'} under the key ${current_key}; ${moved} had another key. No other key is needed for what is stored.`,
    };
  },
};
