import { accountStore } from './accounts.ts';
import { auditStore } from './audit.ts';
import { deliveryStore } from './deliveries.ts';
import { eventStore } from './events.ts';
import { idempotencyStore } from './idempotency.ts';
import { incidentStore } from './incidents.ts';
import { jobLineStore } from './job-lines.ts';
import { jobResultStore } from './job-results.ts';
import { jobStore } from './jobs.ts';
import { keyStore } from './keys.ts';
import { projectStore } from './projects.ts';
import { requestLogStore } from './request-log.ts';
import { resourceStore } from './resources.ts';
import type { Db } from './schema.ts';
import { sandboxStore } from './sandbox.ts';
import { settingsStore } from './settings.ts';
import { taskStore } from './tasks.ts';
import { usageStore } from './usage.ts';
import { userStore } from './users.ts';
import { webhookStore } from './webhooks.ts';

export type Store = ReturnType<typeof createStore>;

/** Everything that is kept, on the whole database or, given one, inside a transaction. */
export function createStore(db: Db) {
  return {
    accounts: accountStore(db),
    audit: auditStore(db),
    deliveries: deliveryStore(db),
    events: eventStore(db),
    idempotency: idempotencyStore(db),
    incidents: incidentStore(db),
    jobLines: jobLineStore(db),
    jobResults: jobResultStore(db),
    jobs: jobStore(db),
    keys: keyStore(db),
    projects: projectStore(db),
    requestLog: requestLogStore(db),
    resources: resourceStore(db),
    sandbox: sandboxStore(db),
    settings: settingsStore(db),
    tasks: taskStore(db),
    usage: usageStore(db),
    users: userStore(db),
    webhooks: webhookStore(db),
  };
}
