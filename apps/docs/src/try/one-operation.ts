/** The parts of a bundled document that are looked at here. */
export interface Document {
  servers?: readonly { url: string }[];
  paths?: Record<string, Record<string, unknown>>;
  components?: { parameters?: Record<string, Parameter>; securitySchemes?: Record<string, object> };
  [key: string]: unknown;
}

interface Parameter {
  $ref?: string;
  in?: string;
  required?: boolean;
  [key: string]: unknown;
}

interface Operation {
  operationId?: string;
  summary?: string;
  parameters?: readonly Parameter[];
}

/** An operation, and the document that a request form is made from. */
export interface Found {
  summary: string;
  document: Document;
}

/**
 * Cuts a contract down to one operation, to be sent to the server that the page came from.
 *
 * Headers that can be left out lose their examples, so that they are empty in the form: an `Idempotency-Key` or an
 * `If-Match` that is the same for everybody is answered with what another request has done, or refused.
 *
 * @param origin where the page came from: `https://api.example.com`
 * @returns undefined when there is no such operation
 */
export function oneOperation(contract: Document, operationId: string, origin: string): Found | undefined {
  for (const [path, item] of Object.entries(contract.paths ?? {})) {
    for (const [method, value] of Object.entries(item)) {
      const operation = value as Operation;
      if (operation.operationId !== operationId) continue;
      const parameters = (operation.parameters ?? []).map((parameter) => withoutExample(resolved(parameter, contract)));
      const { webhooks: _, tags: __, ...rest } = contract;
      const url = origin + new URL(contract.servers?.[0]?.url ?? '/', origin).pathname.replace(/\/$/, '');
      const paths = { [path]: { ...(item['parameters'] !== undefined && { parameters: item['parameters'] }), [method]: { ...operation, parameters } } };
      return { summary: operation.summary ?? operationId, document: { ...rest, servers: [{ url }], paths } };
    }
  }
  return undefined;
}

function resolved(parameter: Parameter, contract: Document): Parameter {
  const name = /^#\/components\/parameters\/(.+)$/.exec(parameter.$ref ?? '')?.[1];
  return (name === undefined ? undefined : contract.components?.parameters?.[name]) ?? parameter;
}

function withoutExample(parameter: Parameter): Parameter {
  if (parameter.in !== 'header' || parameter.required === true) return parameter;
  const { example: _, examples: __, schema, ...rest } = parameter;
  const { example: ___, examples: ____, default: _____, ...kept } = (schema ?? {}) as Record<string, unknown>;
  return { ...rest, schema: kept };
}
