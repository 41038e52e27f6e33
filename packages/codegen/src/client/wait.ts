import { METHODS, resolve, type OpenApiDocument, type Response, type Schema } from '../document.ts';
import { ClientError } from './client-error.ts';
import { whoIs, type ClientOperation } from './client-operation.ts';
import { pascalCase, singularOf, wordsOf } from './words.ts';

/** How something is waited for: a function beside the one that shows it. */
export interface ClientWait {
  functionName: string;
  methodName: string;
  namespace: string;
  get: ClientOperation;
  /** The property that holds the id. */
  id: string;
  status: string;
  ends: readonly string[];
  progress: string | undefined;
}

/**
 * Reads what can be waited for (`x-job`), once for each operation that shows it.
 *
 * @throws ClientError when two operations say it differently, or what is shown has no id to ask for it by
 */
export function clientWaits(document: OpenApiDocument, operations: readonly ClientOperation[]): ClientWait[] {
  const waits = new Map<string, { wait: ClientWait; said: string; who: string }>();
  for (const { id, entry } of operations) {
    const { job } = entry;
    const get = job && operations.find((one) => one.id === job.get);
    if (!job || !get) continue;
    const who = whoIs(id, entry);
    const said = JSON.stringify([job.status, job.ends, job.progress]);
    const before = waits.get(get.id);
    if (before && before.said !== said) throw new ClientError(`${before.who} and ${who} wait for the same thing in different ways. Give them the same \`x-job\`.`);
    const nouns = wordsOf(get.id).slice(1);
    const functionName = `waitFor${pascalCase(nouns.length === 0 ? [singularOf(get.namespace)] : nouns)}`;
    const { status, ends, progress } = job;
    waits.set(get.id, { said, who, wait: { functionName, methodName: 'waitFor', namespace: get.namespace, get, id: idOf(document, get), status, ends, progress } });
  }
  return [...waits.values()].map(({ wait }) => wait);
}

/** The property of what is shown that goes into the path: one of the parameter's own name, or `id`. */
function idOf(document: OpenApiDocument, get: ClientOperation): string {
  const [parameter, ...more] = get.arguments.path;
  const properties = propertiesOf(document, get);
  const id = [parameter?.parameter.name ?? '', 'id'].find((name) => properties.has(name));
  if (id === undefined || more.length > 0) {
    throw new ClientError(`What ${whoIs(get.id, get.entry)} shows cannot be waited for: its path has to have one parameter, and its answer the id.`);
  }
  return id;
}

function propertiesOf(document: OpenApiDocument, { entry, id }: ClientOperation): Set<string> {
  const operation = METHODS.map((method) => document.paths?.[entry.path]?.[method]).find((one) => one?.operationId === id);
  const success = Object.entries(operation?.responses ?? {}).find(([status]) => status.startsWith('2'));
  const media = success ? Object.values(resolve<Response>(document, success[1]).content ?? {}) : [];
  return new Set(media.flatMap(({ schema }) => (schema ? Object.keys(resolve<Schema>(document, schema).properties ?? {}) : [])));
}
