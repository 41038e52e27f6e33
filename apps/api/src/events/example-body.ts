import { contract } from '@plumbline/contract';
import { eventBody, type EventName } from './event-payload.ts';

interface Declared {
  post: { requestBody: { content: { 'application/json': { examples: Readonly<Record<string, { value: { data: object } }>> } } } };
}

const declared: Readonly<Record<EventName, Declared>> = contract.document.webhooks;

/**
 * What a delivery of an event sends when a webhook is tried out: the contract's own example of it, as if it happened now.
 *
 * @param at that moment
 */
export function exampleBody(event: EventName, at: Date): string {
  const [example] = Object.values(declared[event].post.requestBody.content['application/json'].examples);
  if (!example) throw new Error(`The contract shows no example of the event ${event}: add one to openapi/webhooks/${event}.yaml.`);

  return eventBody(event, example.value.data as never, at); // The linter has checked each example against its schema.
}
