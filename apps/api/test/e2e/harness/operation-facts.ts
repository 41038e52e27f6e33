import { contract as v1 } from '@plumbline/contract';
import type { OperationEntry } from '@plumbline/server';
import { LISTED_TABLES, type ListOperationId } from '../../listed-tables.ts';
import { bodySchema, deref, type Node } from './nodes.ts';
import type { OperationId, Version } from './versions.ts';

const TARGETS: readonly string[] = v1.document.components.schemas.AuditEntry.properties.target_type.enum;

/** What the contract says of who may call an operation, and of what is refused to whom. */
export interface OperationFacts {
  isPublic: boolean;
  scopes: readonly string[];
  /** What a key has to be allowed besides for the request that tests send: an export gives out what it exports. */
  alsoReads: readonly string[];
  /** Only keys of the whole account may call it. */
  isForAccount: boolean;
  /** It is refused in live. */
  isForSandbox: boolean;
  changes: boolean;
  /** The status of its success. */
  success: number;
  /** How it names a thing that is there: by an id in its path, by `project_id` in its body, or not at all. */
  names: 'by path' | 'by body' | 'nothing';
  /** The code of its own 404. */
  notFound: string | undefined;
  /** It gives out a key, which can do at most what the one that is used can. */
  grants: boolean;
  /** The table that it lists, when it is a list. */
  lists: string | undefined;
  /** What kind of target the audit log has for what it changes, when it has one. */
  audits: string | undefined;
}

/** Reads off the contract what decides about a request for this operation. */
export function factsOf({ contract }: Version, operationId: OperationId): OperationFacts {
  const { method, path, tag, scopes, access, errors, answers, list }: OperationEntry = contract.operations[operationId];
  return {
    isPublic: scopes === null,
    scopes: scopes ?? [],
    alsoReads: operationId === 'createJob' ? ['resources:read'] : [],
    isForAccount: access === 'account',
    isForSandbox: errors.includes('sandbox_only'),
    changes: method !== 'get',
    success: Number(Object.keys(answers).find((status) => status.startsWith('2'))),
    names: path.includes('{') ? 'by path' : namesProject(contract, operationId) ? 'by body' : 'nothing',
    notFound: answers['404']?.[0],
    grants: errors.includes('grant_exceeded'),
    lists: list ? LISTED_TABLES[operationId as ListOperationId] : undefined,
    audits: method === 'get' ? undefined : TARGETS.find((target) => tag === target || tag === `${target}s`),
  };
}

/** Whether a body, in whichever of its forms, has a property `project_id`. */
function namesProject(contract: Version['contract'], operationId: OperationId): boolean {
  const schema = deref(contract, bodySchema(contract, operationId) ?? {});
  const forms = (schema['oneOf'] as Node[] | undefined) ?? [schema];
  return forms.some((form) => 'project_id' in ((deref(contract, form)['properties'] ?? {}) as Node));
}
