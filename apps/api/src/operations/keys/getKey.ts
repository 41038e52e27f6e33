import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentKey } from './present-key.ts';

export const getKey = ({ store }: Deps): ApiHandlers['getKey'] =>
  async ({ principal, params, fail }) => {
    const key = await store.keys.find(principal, params.key_id);
    if (!key) throw fail('key_not_found');

    return { status: 200, body: presentKey(key) };
  };
