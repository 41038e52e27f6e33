import type { OpenApiDocument } from '../document.ts';
import { assertUnique } from './client-error.ts';
import { byNamespace, whoIs, type ClientOperation } from './client-operation.ts';
import { namespaceClass } from './emit/client-module.ts';
import { eventType } from './emit/events-module.ts';
import { errorClasses } from './error-classes.ts';
import { aliasOf } from './schema-type.ts';
import type { ClientWait } from './wait.ts';

/** What the client exports of its own, and types of the platform that generated code names. */
const OWN = (
  'AbortError Answer ApiError ApiPromise CallOptions Client ClientHooks ClientLogger ClientLogLevel ClientOptions ConnectionError Core ErrorClass EventData ' +
  'KeyOption ListPromise MatchOption Namespace NonNullable NoneMatchOption NotModified Operation OperationCalls Operations Pick PlumblineError Promise ' +
  'Response ResponseHeaders TimeoutError WaitOptions WebhookEvent WebhookVerificationError components errors paths webhooks'
).split(' ');

/** Members that every client has. */
const MEMBERS = ['call', 'constructor', 'http'];

/** What the functions call. */
const CALLED = ['list', 'waitFor', 'headers', 'operations'];

/**
 * Sees that no two things of a contract get one name in the client.
 *
 * @throws ClientError that names both
 */
export function assertNames(document: OpenApiDocument, operations: readonly ClientOperation[], waits: readonly ClientWait[]): void {
  const namespaces = [...byNamespace(operations)];
  const own = 'what the client has of its own';
  assertUnique([...MEMBERS.map((name) => ({ name, who: own })), ...namespaces.map(([name]) => ({ name, who: `the tag \`${name}\`` }))], 'the client');
  assertUnique([...CALLED.map((name) => ({ name, who: own })), ...[...operations, ...waits].map((one) => ({ name: one.functionName, who: who(one) }))], 'the operations');
  for (const [namespace, members] of namespaces) {
    const there = [...members, ...waits.filter((wait) => wait.namespace === namespace)];
    assertUnique([{ name: 'constructor', who: own }, { name: 'core', who: own }, ...there.map((one) => ({ name: one.methodName, who: who(one) }))], `the namespace \`${namespace}\``);
  }
  const { statuses, codes } = errorClasses(document);
  assertUnique(
    [
      ...OWN.map((name) => ({ name, who: own })),
      ...namespaces.map(([name]) => ({ name: namespaceClass(name), who: `the tag \`${name}\`` })),
      ...statuses.map(({ name, status }) => ({ name, who: `the status ${status}` })),
      ...codes.map(({ name, code }) => ({ name, who: `the error \`${code}\` (#/x-error-catalogue/${code})` })),
      ...Object.keys(document.webhooks ?? {}).map((name) => ({ name: eventType(name), who: `the event \`${name}\` (#/webhooks/${name})` })),
      ...Object.keys(document.components?.schemas ?? {}).map((name) => ({ name: aliasOf(name), who: `the schema \`${name}\` (#/components/schemas/${name})` })),
      ...operations.filter((one) => one.arguments.query).map(({ typeName, id, entry }) => ({ name: `${typeName}Query`, who: `the query of ${whoIs(id, entry)}` })),
      ...operations.map(({ typeName, id, entry }) => ({ name: `${typeName}Headers`, who: `the headers of ${whoIs(id, entry)}` })),
    ],
    'the client’s exports',
  );
}

function who(one: ClientOperation | ClientWait): string {
  return 'get' in one ? `waiting for what \`${one.get.id}\` shows` : whoIs(one.id, one.entry);
}
