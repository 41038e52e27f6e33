import { METHODS, resolve, type MediaType, type OpenApiDocument, type Operation, type RequestBody } from '../../document.ts';
import { ClientError } from '../client-error.ts';
import { docComment, sentences } from '../doc-comment.ts';
import { pascalCase, wordsOf } from '../words.ts';

const NO_EVENTS = `/** An event: there is none. */
export type WebhookEvent = never;

/** What each event is about: none. */
export type EventData = Record<never, never>;

/** The contract's example of each event's data. */
export const examples: EventData = {};
`;

/** The name of an event's type. */
export function eventType(event: string): string {
  return `${pascalCase(wordsOf(event))}Event`;
}

/**
 * Writes the events that are sent: their union, and the contract's example of each.
 *
 * @throws ClientError at an event without an example
 */
export function emitEvents(document: OpenApiDocument, contract: string): string {
  const events = Object.entries(document.webhooks ?? {}).flatMap(([name, item]) => {
    const operation = METHODS.map((method) => item[method]).find((one) => one !== undefined);
    return operation ? [{ name, operation }] : [];
  });
  if (events.length === 0) return NO_EVENTS;
  const types = events.map(({ name, operation }) => {
    const comment = docComment([sentences(operation.summary && `${operation.summary}.`, operation.description)]);
    return `${comment}export type ${eventType(name)} = EventPayloads['${name}'];\n`;
  });
  const rows = events.map(({ name, operation }) => `  '${name}': ${JSON.stringify(exampleOf(document, name, operation), null, 2).replaceAll('\n', '\n  ')},`);
  return `import type { EventPayloads } from '${contract}/events';

${types.join('\n')}
/** An event, told apart by its \`event\`. */
export type WebhookEvent = EventPayloads[keyof EventPayloads];

/** What each event is about: its \`data\`. */
export type EventData = { [Name in keyof EventPayloads]: EventPayloads[Name]['data'] };

/** The contract's example of each event's data. */
export const examples: EventData = {
${rows.join('\n')}
};
`;
}

function exampleOf(document: OpenApiDocument, name: string, { operationId, requestBody = {} }: Operation): unknown {
  const { content = {} } = resolve<RequestBody>(document, requestBody);
  const media: MediaType | undefined = content['application/json'];
  const [first] = Object.values(media?.examples ?? {});
  const value = media?.example ?? (first && resolve<{ value?: unknown }>(document, first).value);
  if (typeof value !== 'object' || value === null || !('data' in value)) {
    throw new ClientError(`The event \`${name}\` (\`${operationId}\`, #/webhooks/${name}) has no example with \`data\`. Give it one: test deliveries are made of it.`);
  }
  return value.data;
}
