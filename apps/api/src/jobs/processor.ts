import type { components } from '@plumbline/contract';
import { completeConfig } from '../resources/complete-config.ts';
import type { Db, ResourceRow, Scope } from '../store/schema.ts';
import { resourceStore } from '../store/resources.ts';

type ProcessorConfig = components['schemas']['ProcessorConfig'];

/** What the tasks of a job are given to: a URL, or with none an echo; or why there is nothing to give them to. */
export type Processor = { url: string | null; timeoutMs: number } | { fault: string };

/** Reads what a job's resource is now: it may be changed, paused or deleted while the job goes on. */
export async function findProcessor(db: Db, { accountId, environment }: Scope, resourceId: string | null): Promise<Processor> {
  const resource = resourceId === null ? undefined : await resourceStore(db).find({ accountId, environment }, resourceId);
  return processorOf(resource);
}

/** A resource as a processor. */
export function processorOf(resource: Pick<ResourceRow, 'type' | 'status' | 'config'> | undefined): Processor {
  if (!resource) return { fault: 'The resource has been deleted.' };
  if (resource.type !== 'processor') return { fault: `The resource is a ${resource.type} and not a processor.` };
  if (resource.status !== 'active') return { fault: `The resource is ${resource.status} and not active.` };

  const { url, timeout } = completeConfig(resource.type, resource.config) as ProcessorConfig; // What a processor's config is made of.
  return { url, timeoutMs: timeout * 1_000 };
}
