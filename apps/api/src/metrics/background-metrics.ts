import { Counter, Histogram, type Registry } from 'prom-client';

/** How an attempt to deliver ended: answered with success or without, refused by our guard, or not answered in time. */
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];
/** How a task or a job ended. */
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

/** What is counted of the work in the background. */
export interface BackgroundMetrics {
  /** Counts an attempt to deliver an event to a webhook, and the seconds that it took. */
  deliveryAttempt(outcome: DeliveryOutcome, seconds: number): void;
  taskEnded(outcome: JobOutcome): void;
  jobEnded(outcome: JobOutcome): void;
}

const DELIVERY_OUTCOMES = ['succeeded', 'failed', 'refused', 'timeout'] as const;
const JOB_OUTCOMES = ['succeeded', 'failed', 'cancelled'] as const;
/** Seconds; an attempt is given up after 15. */
const BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15];

/** Makes the counters of the background, each outcome at 0: a rate is seen from its first event on. */
export function backgroundMetrics(register: Registry): BackgroundMetrics {
  const registers = [register];
  const attempts = new Histogram({
    name: 'plumbline_webhook_attempt_duration_seconds',
    help: 'Attempts to deliver an event to a webhook, by outcome, and how long they took.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers,
  });
  const tasks = new Counter({ name: 'plumbline_tasks_ended_total', help: 'Tasks that have ended, by outcome.', labelNames: ['outcome'], registers });
  const jobs = new Counter({ name: 'plumbline_jobs_ended_total', help: 'Jobs that have ended, by outcome.', labelNames: ['outcome'], registers });
  for (const outcome of DELIVERY_OUTCOMES) attempts.zero({ outcome });
  for (const outcome of JOB_OUTCOMES) {
    tasks.inc({ outcome }, 0);
    jobs.inc({ outcome }, 0);
  }

  return {
    deliveryAttempt: (outcome, seconds) => attempts.observe({ outcome }, seconds),
    taskEnded: (outcome) => tasks.inc({ outcome }),
    jobEnded: (outcome) => jobs.inc({ outcome }),
  };
}
