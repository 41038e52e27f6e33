import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentEvent } from './present-event.ts';

export const getEvent = ({ store }: Deps): ApiHandlers['getEvent'] =>
  async ({ principal, params, fail }) => {
    const event = await store.events.find(principal, params.event_id);
    if (!event) throw fail('event_not_found');

    return { status: 200, body: presentEvent(event) };
  };
