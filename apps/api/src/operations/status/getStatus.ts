import { readStatus } from '../../status/read-status.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';

export const getStatus = ({ store }: Deps): ApiHandlers['getStatus'] =>
  async () => ({ status: 200, body: await readStatus(store) });
