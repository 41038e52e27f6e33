import { expect, it } from 'vitest';
import { createMetrics, type Metrics } from './metrics.ts';

const newMetrics = () => createMetrics(async () => undefined);

/** The samples of a page that are ours and not 0, without those of buckets. */
async function samples({ page }: Pick<Metrics, 'page'>): Promise<string[]> {
  return (await page()).text.split('\n').filter((line) => line.startsWith('plumbline_') && !/_bucket\{| 0$/.test(line));
}

it('counts requests by operation, version and status, and the seconds they took by operation and version', async () => {
  const metrics = newMetrics();
  metrics.request({ operationId: 'listProjects', basePath: '/v1', status: 200, durationMs: 250 });
  metrics.request({ operationId: 'listProjects', basePath: '/v1', status: 429, durationMs: 500 });
  metrics.request({ operationId: 'listProjects', basePath: '/v2', status: 200, durationMs: 1000 });

  expect(await samples(metrics)).toEqual([
    'plumbline_http_requests_total{operation="listProjects",version="v1",status="200"} 1',
    'plumbline_http_requests_total{operation="listProjects",version="v1",status="429"} 1',
    'plumbline_http_requests_total{operation="listProjects",version="v2",status="200"} 1',
    'plumbline_http_request_duration_seconds_sum{operation="listProjects",version="v1"} 0.75',
    'plumbline_http_request_duration_seconds_count{operation="listProjects",version="v1"} 2',
    'plumbline_http_request_duration_seconds_sum{operation="listProjects",version="v2"} 1',
    'plumbline_http_request_duration_seconds_count{operation="listProjects",version="v2"} 1',
  ]);
});

it('counts everything that is no operation together, so that nobody can make it remember paths', async () => {
  const metrics = newMetrics();
  metrics.request({ operationId: undefined, basePath: undefined, status: 404, durationMs: 1 });

  expect(await samples(metrics)).toContain('plumbline_http_requests_total{operation="none",version="none",status="404"} 1');
});

it('counts what is done in the background by its outcome', async () => {
  const metrics = newMetrics();
  metrics.deliveryAttempt('timeout', 15);
  metrics.deliveryAttempt('succeeded', 0.5);
  metrics.taskEnded('failed');
  metrics.jobEnded('cancelled');

  expect(await samples(metrics)).toEqual([
    'plumbline_webhook_attempt_duration_seconds_sum{outcome="succeeded"} 0.5',
    'plumbline_webhook_attempt_duration_seconds_count{outcome="succeeded"} 1',
    'plumbline_webhook_attempt_duration_seconds_sum{outcome="timeout"} 15',
    'plumbline_webhook_attempt_duration_seconds_count{outcome="timeout"} 1',
    'plumbline_tasks_ended_total{outcome="failed"} 1',
    'plumbline_jobs_ended_total{outcome="cancelled"} 1',
  ]);
});

it('shows outcomes that have not come yet, and the delay of the event loop', async () => {
  const { text } = await newMetrics().page();

  for (const outcome of ['succeeded', 'failed', 'refused', 'timeout']) expect(text).toContain(`plumbline_webhook_attempt_duration_seconds_count{outcome="${outcome}"} 0`);
  for (const outcome of ['succeeded', 'failed', 'cancelled']) expect(text).toContain(`plumbline_jobs_ended_total{outcome="${outcome}"} 0`);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m);
});

it('counts for itself: two in one process do not mix', async () => {
  const [first, second] = [newMetrics(), newMetrics()];
  first.taskEnded('succeeded');

  expect(await samples(second)).toEqual([]);
});

it('shows how much is waiting as it is now, and nothing where that is not known', async () => {
  const depths = [{ events: 1, deliveries: 20, deliveries_due: 3, jobs: 4, jobs_running: 5 }, undefined];
  const metrics = createMetrics(async () => depths.shift());

  expect(await samples(metrics)).toEqual([
    'plumbline_queue_depth{queue="events"} 1',
    'plumbline_queue_depth{queue="deliveries"} 20',
    'plumbline_queue_depth{queue="deliveries_due"} 3',
    'plumbline_queue_depth{queue="jobs"} 4',
    'plumbline_queue_depth{queue="jobs_running"} 5',
  ]);
  expect(await samples(metrics)).toEqual([]);
});
