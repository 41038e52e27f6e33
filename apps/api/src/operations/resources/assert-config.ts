import type { Fail } from '@plumbline/server';
import { configFaults } from '../../resources/complete-config.ts';
import type { ResourceType } from '../../resources/config-schema.ts';

/**
 * Refuses a `config` that does not fit the resource's type.
 *
 * @throws Failure `validation_failed` that names every fault
 */
export function assertConfig(type: ResourceType, config: object | undefined, fail: Fail<'validation_failed'>): void {
  const details = config ? configFaults(type, config) : [];
  if (details.length > 0) throw fail('validation_failed', { message: `The \`config\` does not fit a resource of type \`${type}\`.`, details });
}
