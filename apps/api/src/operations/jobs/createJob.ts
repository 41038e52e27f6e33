import { announce } from '../../jobs/announce.ts';
import type { Store } from '../../store/store.ts';
import { currentTraceparent } from '../../telemetry/trace-context.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { exportOf } from './export-of.ts';
import { presentJob } from './present-job.ts';
import { runOf } from './run-of.ts';

type Call = Parameters<ApiHandlers['createJob']>[0];

export const createJob = ({ transact }: Deps): ApiHandlers['createJob'] =>
  async (call) =>
    transact(async (store) => {
      const { job: wanted, inputs } = await wantedOf(store, call);

      const { principal, basePath } = call;
      const job = await store.jobs.insert(principal, { ...wanted, key_id: principal.keyId, traceparent: currentTraceparent() });
      await store.tasks.insert(principal, job, inputs);
      await announce(store, principal, job);

      return { status: 202, headers: { Location: `${basePath}/jobs/${job.id}` }, body: presentJob(job, basePath) };
    });

function wantedOf(store: Store, { principal, body, fail }: Call) {
  return body.kind === 'run' ? runOf(store, principal, body, fail) : exportOf(store, principal, body, fail);
}
