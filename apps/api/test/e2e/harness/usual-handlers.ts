import { createHandlers, type ApiHandlers } from '../../../src/operations/handlers.ts';
import { urlFault } from '../../../src/outbound/url-fault.ts';
import { webhookSecretMaker } from '../../../src/secrets/webhook-secret.ts';
import { contractExamples } from '../../../src/seed/contract-examples.ts';
import type { Db } from '../../../src/store/schema.ts';
import { createStore } from '../../../src/store/store.ts';
import { writing } from '../../../src/store/writing.ts';
import { testSealer } from './api-server.ts';
import type { OperationId } from './versions.ts';

/** The handlers of the product on a database, to be put into a server with something around them. */
export function usualHandlers(db: Db): ApiHandlers {
  return createHandlers({
    store: createStore(db),
    ...writing(db),
    examples: contractExamples(),
    makeWebhookSecret: webhookSecretMaker(testSealer),
    urlFault: (url) => urlFault(url, { allowLoopback: false, extraPorts: [] }),
  }) as ApiHandlers; // Nothing can be put around a stub.
}

/** Puts something around every handler of the product that is named. */
export function wrappedHandlers(db: Db, ids: readonly OperationId[], wrap: (handle: () => Promise<unknown>) => Promise<unknown>): Partial<ApiHandlers> {
  const usual = usualHandlers(db);
  const wrapped = ids.map((id) => [id, (call: never) => wrap(async () => (usual[id] as (call: never) => unknown)(call))]);
  return Object.fromEntries(wrapped) as Partial<ApiHandlers>; // What goes around a handler knows nothing of its types.
}
