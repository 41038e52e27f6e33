import { access } from './checks/access.ts';
import type { Check } from './checks/check.ts';
import { deprecation } from './checks/deprecation.ts';
import { errorCodes } from './checks/error-codes.ts';
import { event } from './checks/event.ts';
import { eventsSent } from './checks/events-sent.ts';
import { identity, removal } from './checks/identity.ts';
import { idempotency } from './checks/idempotency.ts';
import { job } from './checks/job.ts';
import { lists } from './checks/lists.ts';
import { parameters } from './checks/parameters.ts';
import { rateLimit } from './checks/rate-limit.ts';
import { requestBody } from './checks/request-body.ts';
import { responses } from './checks/responses.ts';
import { security } from './checks/security.ts';
import { stability } from './checks/stability.ts';
import { errorCatalogue } from './document-checks/error-catalogue.ts';
import type { DocumentCheck } from './document-checks/document-check.ts';
import { rateLimits } from './document-checks/rate-limits.ts';
import { securitySchemes } from './document-checks/security-schemes.ts';
import { servers } from './document-checks/servers.ts';
import { DocumentNode } from './document-node.ts';
import { findingOf, type Finding } from './finding.ts';
import { operationsOf, stabilityOf, successorOf } from './operations.ts';

const CHECKS: Record<'paths' | 'webhooks', readonly Check[]> = {
  paths: [identity, stability, deprecation, access, security, parameters, requestBody, responses, errorCodes, lists, rateLimit, idempotency, eventsSent, job],
  webhooks: [stability, deprecation, event],
};
const DOCUMENT_CHECKS: readonly DocumentCheck[] = [servers, securitySchemes, errorCatalogue, rateLimits];

/** What came of comparing two contracts. */
export interface Comparison {
  /** In the order of the base: its operations, its events, then what concerns every operation. */
  findings: readonly Finding[];
  /** How many stable operations and events of the base were compared. */
  operations: number;
  events: number;
  /** The beta and alpha ones of the base, which promise nothing, and how many changes they have had. */
  ungated: { operations: number; changes: number };
}

/**
 * Tells what a contract breaks of an earlier one, and what else a reader should know.
 *
 * @param base the bundled OpenAPI 3.1 document that was promised
 * @param head the bundled document that is to come
 * @param today the day of the comparison, as a full-date in UTC, by which sunsets have passed or are too near
 * @throws BundleError at a reference that leads nowhere
 */
export function compareContracts(base: unknown, head: unknown, { today }: { today: string }): Comparison {
  const [before, after] = [new DocumentNode('base', base), new DocumentNode('head', head)];
  const operations = compareSection(before, after, 'paths', today);
  const events = compareSection(before, after, 'webhooks', today);
  return {
    findings: [...operations.findings, ...events.findings, ...(operations.gated > 0 ? documentFindings(before, after) : [])],
    operations: operations.gated,
    events: events.gated,
    ungated: { operations: operations.ungated + events.ungated, changes: operations.changes + events.changes },
  };
}

function compareSection(before: DocumentNode, after: DocumentNode, section: 'paths' | 'webhooks', today: string) {
  const [base, head] = [operationsOf(before, section), operationsOf(after, section)];
  const result = { findings: [] as Finding[], gated: 0, ungated: 0, changes: 0 };
  for (const operation of base) {
    const successor = section === 'paths' ? successorOf(operation, base, head) : head.find(({ method, path }) => method === operation.method && path === operation.path);
    const changes = successor ? CHECKS[section].flatMap((check) => Array.from(check({ base: operation, head: successor, today }))) : [removal(operation, section, today)];
    if (stabilityOf(operation) === 'stable') {
      const { id: operationId, method, path } = operation;
      const subject = section === 'paths' ? { operationId, method, path } : { event: path };
      result.findings.push(...changes.map((change) => findingOf(change, subject)));
      result.gated += 1;
    } else {
      result.changes += changes.length;
      result.ungated += 1;
    }
  }
  return result;
}

function documentFindings(base: DocumentNode, head: DocumentNode): Finding[] {
  return DOCUMENT_CHECKS.flatMap((check) => Array.from(check(base, head), ({ component, change }) => findingOf(change, { component })));
}
