import { exampleParameter, exampleValue } from './examples.ts';
import type { Maker } from './maker.ts';

/** A key beside the one in use, which can be changed, rotated and revoked. */
export const key: Maker = {
  shown: (document) => exampleParameter(document, 'KeyId'),
  make: async ({ document, account, stand }) => {
    const { id, name } = exampleValue(document, 'Key');
    const made = await account.send<{ id: string }>('POST', '/keys', { name });
    stand(String(id), made.id);
  },
};

/** The key that the sample of createKey makes. */
export const projectKey: Maker = {
  shown: (document) => String(exampleValue(document, 'KeyWithSecret')['id']),
  alsoFor: ['listKeys'],
  make: async ({ document, account, stand }) => {
    const made = await account.send<{ id: string }>('POST', '/keys', exampleValue(document, 'KeyCreate'));
    stand(String(exampleValue(document, 'KeyWithSecret')['id']), made.id);
  },
};
