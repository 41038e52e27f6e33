import { Gauge, type Registry } from 'prom-client';
import { MOST_COUNTED, type QueueDepth } from './queue-depth.ts';

/**
 * Shows how much is waiting. What could not be asked is not shown at all, so that no alert takes an old number for a new
 * one, and the rest of the page is shown all the same.
 */
export function depthGauge(register: Registry, readDepth: () => Promise<QueueDepth | undefined>): void {
  const gauge = new Gauge({
    name: 'plumbline_queue_depth',
    help: `What is waiting in the database, the same in every process: events for the relay, deliveries in all and those that are due, jobs for a worker and those at work. Each is counted up to ${MOST_COUNTED}.`,
    labelNames: ['queue'],
    registers: [],
    async collect() {
      const depth = await readDepth();
      this.reset();
      for (const [queue, count] of Object.entries(depth ?? {})) this.set({ queue }, count);
    },
  });
  register.registerMetric(gauge);
}
