import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

/** The samples of a page that are ours and not 0, without those of buckets. */
async function samples({ page }: Pick<ReturnType<typeof createMetrics>, 'page'>): Promise<string[]> {
  return (await page()).text.split('\n').filter((line) => line.startsWith('plumbline_') && !/_bucket\{| 0$/.test(line));
}

it('counts requests by operation, version and status, and the seconds they took by operation and version', async () => {
  const metrics = createMetrics();
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
  const metrics = createMetrics();
  metrics.request({ operationId: undefined, basePath: undefined, status: 404, durationMs: 1 });

  expect(await samples(metrics)).toContain('plumbline_http_requests_total{operation="none",version="none",status="404"} 1');
});

it('counts what is done in the background by its outcome', async () => {
  const metrics = createMetrics();
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
  const { text } = await createMetrics().page();

  for (const outcome of ['succeeded', 'failed', 'refused', 'timeout']) expect(text).toContain(`plumbline_webhook_attempt_duration_seconds_count{outcome="${outcome}"} 0`);
  for (const outcome of ['succeeded', 'failed', 'cancelled']) expect(text).toContain(`plumbline_jobs_ended_total{outcome="${outcome}"} 0`);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m);
});

it('counts for itself: two in one process do not mix', async () => {
  const [first, second] = [createMetrics(), createMetrics()];
  first.taskEnded('succeeded');

  expect(await samples(second)).toEqual([]);
});
