import type { Samples } from '../samples/samples.ts';
import { indexOf } from './contract-index.ts';
import { errorIndex } from './error-index.ts';
import { errorPage } from './error-page.ts';
import { eventIndex, eventPage } from './event-page.ts';
import { operationIndex } from './operation-index.ts';
import { operationPage } from './operation-page.ts';
import type { Contract, Page } from './page.ts';
import { schemaPages } from './schema-page.ts';
import { scopePage } from './scope-page.ts';

/**
 * Makes the pages of a contract: of each operation, event, error code, schema and of all scopes, each kind with its list in
 * front. Pure.
 *
 * @throws Error when the contract's parts are not of one generation: an operation or an event that its document lacks
 */
export function contractPages(contract: Contract, samples: Samples): Page[] {
  const index = indexOf(contract);
  return [
    operationIndex(index),
    ...index.operations.map((operation) => operationPage(operation, index, samples)),
    eventIndex(index),
    ...index.events.map((event) => eventPage(event, index)),
    errorIndex(index),
    ...index.errors.map((error) => errorPage(error, index)),
    ...schemaPages(index),
    scopePage(index),
  ];
}
