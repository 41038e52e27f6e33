import type { Thing } from './world.ts';

/** Whether jobs can be made of a resource: it is an active processor. */
export function isRunnable(resource: Thing | undefined): boolean {
  return resource?.shown['type'] === 'processor' && resource.shown['status'] === 'active';
}
