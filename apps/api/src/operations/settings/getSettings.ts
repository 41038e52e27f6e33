import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentSettings } from './present-settings.ts';

export const getSettings = ({ store }: Deps): ApiHandlers['getSettings'] =>
  async ({ principal }) => ({ status: 200, body: presentSettings(await store.settings.find(principal)) });
