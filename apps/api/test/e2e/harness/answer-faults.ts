import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { bodySchema } from './nodes.ts';
import type { OperationId, Version } from './versions.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const validators = new Map<string, ValidateFunction>();

/** What the contract does not allow of an answer that has this status, if it is JSON. */
export function answerFaults({ name, contract }: Version, operationId: OperationId, status: number, value: unknown): string[] {
  const schema = bodySchema(contract, operationId, status);
  if (!schema) return [];
  const id = `${name} ${operationId} ${status}`;
  // References within a schema are from the document's root.
  const validate = validators.get(id) ?? ajv.compile({ ...schema, components: contract.document.components });
  validators.set(id, validate);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
