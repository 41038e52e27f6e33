import type { components } from '@plumbline/contract';
import type { Fail } from '@plumbline/server';
import { processorOf } from '../../jobs/processor.ts';
import type { Scope } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/**
 * The run that is asked for.
 *
 * @throws Failure `validation_failed` when the resource is no processor that the caller sees, or not active
 */
export async function runOf(store: Store, scope: Scope, { resource_id, inputs }: components['schemas']['RunJobCreate'], fail: Fail<'validation_failed'>) {
  const resource = await store.resources.find(scope, resource_id);
  const processor = processorOf(resource);

  if (!resource || 'fault' in processor) {
    const message = resource && 'fault' in processor ? processor.fault : 'There is no resource with the id that `/resource_id` names.';
    const fault = { in: 'body', pointer: '/resource_id', code: resource ? 'not_runnable' : 'resource_not_found', message: 'is the id of no active processor that the key sees' } as const;
    throw fail('validation_failed', { message, details: [fault] });
  }

  return { job: { kind: 'run' as const, project_id: resource.project_id, resource_id, request: {}, total: inputs.length }, inputs };
}
