import type { EventPayloads } from '@plumbline/contract';

/** The name of an event of the contract. */
export type EventName = keyof EventPayloads;

/** The object that an event is about. */
export type EventData<Name extends EventName> = EventPayloads[Name]['data'];

/**
 * What every attempt to deliver an event sends, to the byte: an object with just these three members.
 *
 * @param at when it happened
 */
export function eventBody<Name extends EventName>(event: Name, data: EventData<Name>, at: Date): string {
  return JSON.stringify({ event, timestamp: at.toISOString(), data });
}

/** The project that an event is about, by its object: the one that it is, or belongs to. */
export function projectOfEvent(event: EventName, data: object): string | null {
  const { id, project_id } = data as { id?: unknown; project_id?: unknown };
  const project = event.startsWith('project.') ? id : project_id;
  return typeof project === 'string' ? project : null;
}
