import type { ContractIndex } from './contract-index.ts';
import { nameIn } from './document.ts';

/** Where a schema is named: operationIds, names of events, names of other schemas. */
export interface SchemaUses {
  requests: ReadonlySet<string>;
  answers: ReadonlySet<string>;
  events: ReadonlySet<string>;
  schemas: ReadonlySet<string>;
  /** Whether it is part of what a caller sends, and of nothing that is answered. */
  isOnlySent: boolean;
}

const SCHEMAS = '#/components/schemas/';

/** Reads where each schema of a contract is used. */
export function schemaUses({ document, operations, events }: ContractIndex): (name: string) => SchemaUses {
  const schemas = Object.entries(document.components.schemas ?? {});
  const requests = gather(operations.map(({ id, parameters, body }) => [id, [parameters, body]]));
  const answers = gather(operations.map(({ id, responses }) => [id, responses.map(({ content }) => content)]));
  const inEvents = gather(events.map(({ name, content }) => [name, content]));
  const inSchemas = gather(schemas);
  const within = new Map(schemas.map(([name, schema]) => [name, namesIn(schema)]));
  const sent = reach(requests.keys(), within);
  const received = reach([...answers.keys(), ...inEvents.keys()], within);
  const none = new Set<string>();
  return (name) => ({
    requests: requests.get(name) ?? none,
    answers: answers.get(name) ?? none,
    events: inEvents.get(name) ?? none,
    schemas: new Set([...(inSchemas.get(name) ?? none)].filter((other) => other !== name)),
    isOnlySent: sent.has(name) && !received.has(name),
  });
}

/** By the name of a schema, those in whose part of the document it is named. */
function gather(parts: readonly (readonly [string, unknown])[]): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const [user, part] of parts) {
    for (const name of namesIn(part)) users.set(name, (users.get(name) ?? new Set()).add(user));
  }
  return users;
}

/** The schemas that a part of the document names. Examples may hold anything, so they are not looked into. */
function namesIn(part: unknown): Set<string> {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      if (key === '$ref' && typeof child === 'string' && child.startsWith(SCHEMAS)) names.add(nameIn(child));
      else if (key !== 'example' && key !== 'examples' && key !== 'default' && key !== 'discriminator') walk(child);
    }
  };
  walk(part);
  return names;
}

function reach(from: Iterable<string>, within: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const left = [...from];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    left.push(...(within.get(name) ?? []));
  }
  return reached;
}
