import { contract } from '@plumbline/contract';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { columnsOf } from '../../../src/store/scope.ts';

/** An event as it is stored, and what of it the contract does not allow. */
export interface Emitted {
  id: string;
  event: string;
  project_id: string | null;
  body: { event: string; timestamp: string; data: Record<string, unknown> };
  faults: string[];
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(contract.document, 'contract');
const validators = new Map<string, ValidateFunction>();

/** Everything that has happened in a scope, oldest first, each held against its schema in `webhooks`. */
export async function emitted(db: Db, scope: Scope): Promise<Emitted[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'event', 'project_id', 'body'])
    .where((eb) => eb.and(columnsOf(scope)))
    .where('is_test', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => {
    const body = JSON.parse(row.body) as Emitted['body'];
    return Object.assign(row, { body, faults: faultsOf(row.event, body) });
  });
}

function faultsOf(event: string, body: object): string[] {
  const known = validators.get(event);
  const validate = known ?? ajv.compile<object>({ $ref: `contract#/webhooks/${event}/post/requestBody/content/application~1json/schema` });
  validators.set(event, validate);
  return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
