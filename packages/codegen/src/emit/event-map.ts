import { METHODS, type OpenApiDocument } from '../document.ts';

/** The module of a contract that sends nothing; a type that nothing uses would not compile. */
const NO_EVENTS = `/** The events that are sent: none. */
export const events = [] as const;

export type EventPayloads = Record<never, never>;
`;

/** Writes the events of the contract: their names, and what each one carries. */
export function emitEventMap(document: OpenApiDocument): string {
  const events = Object.entries(document.webhooks ?? {}).flatMap(([name, item]) => {
    const operation = METHODS.map((method) => item[method]).find((found) => found !== undefined);
    return operation ? [{ name, operationId: operation.operationId }] : [];
  });
  const rows = events.map(({ name, operationId }) => `  ${JSON.stringify(name)}: Payload<${JSON.stringify(operationId)}>;`);
  if (events.length === 0) return NO_EVENTS;
  return `import type { operations } from './types.gen.ts';

type Payload<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

/** The events that are sent, in the order of the contract. */
export const events = ${JSON.stringify(
    events.map(({ name }) => name),
    null,
    2,
  )} as const;

/** What each event carries: \`{ event, timestamp, data }\`. */
export interface EventPayloads {
${rows.join('\n')}
}
`;
}
