import { contract } from '@plumbline/contract';
import type { components } from '@plumbline/contract';
import { schemaChecker, type Fault } from '@plumbline/server';
import { configDefaults, configPointer, type ResourceType } from './config-schema.ts';

export type ResourceConfig = components['schemas']['Resource']['config'];

const schemaAt = schemaChecker(contract.document);

/** A whole `config`: what was given, and the defaults of the type for the rest. */
export function completeConfig(type: ResourceType, given: object | undefined): ResourceConfig {
  const defaults = configDefaults(type);
  const config = Object.fromEntries(Object.entries({ ...defaults, ...given }).filter(([name]) => name in defaults));
  return config as ResourceConfig; // Made of the type's own properties, whose values were checked.
}

/** Finds what is wrong with a `config` for this type: a body that names no type can only be checked once the resource is known. */
export function configFaults(type: ResourceType, config: object): Fault[] {
  const faults = schemaAt(configPointer(type))(config);
  return faults.map(({ pointer, code, message }) => ({ in: 'body', pointer: `/config${pointer}`, code, message }));
}
