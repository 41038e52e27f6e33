import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { ParameterValues } from './corridor/read-parameters.ts';
import { escapeStep, type Document, type Parameter, type Schema } from './document.ts';
import type { Fault } from './failure.ts';
import { schemaFaults, type SchemaFault } from './schema-faults.ts';
import { compilable } from './compilable-schema.ts';

/** The values of a request, as they were read. Validation adds the defaults of what is missing. */
export interface RequestValues extends ParameterValues {
  body?: unknown;
}

/** Finds what is wrong with a request's values. */
export type Validate = (values: RequestValues) => Fault[];

/** What the validator needs of an operation; references are already resolved. */
export interface Validated {
  operationId: string;
  parameters: readonly Parameter[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

/** Compiles the validators of operations. */
export interface RequestValidation {
  /** @param mediaType which of the body's schemas counts; undefined when the request has no body */
  compile(operation: Validated, mediaType: string | undefined): Validate;
}

/** The part of express-openapi-validator's RequestValidator that is used; `request-validator.test.ts` guards it. */
interface Engine {
  buildMiddleware(route: string, operation: object, contentType: object, key: string): unknown;
  ajv: Compiler;
  ajvBody: Compiler;
}

interface Compiler {
  addSchema(schema: object): unknown;
  getSchema(key: string): ValidateFunction | undefined;
}

/** What the document's schemas are known by. */
const ROOT = 'plumbline:contract';

const require = createRequire(import.meta.url);
const { RequestValidator } = require('express-openapi-validator/dist/middlewares/openapi.request.validator.js') as {
  RequestValidator: new (document: object, options: object) => Engine;
};
const { ContentType } = require('express-openapi-validator/dist/middlewares/util.js') as {
  ContentType: { fromString(type: string | undefined): object };
};

const OPTIONS = {
  strict: false,
  validateSchema: false,
  allErrors: true,
  discriminator: true,
  useDefaults: true,
  coerceTypes: false,
  removeAdditional: false,
  allowUnknownQueryParameters: true, // The corridor has refused them already.
  validateFormats: true,
  formats: {},
  ajvFormats: { mode: 'full' },
};

const PARTS = { query: 'query', headers: 'header', params: 'path', cookies: 'cookie' } as const;

/**
 * express-openapi-validator behind the match: it is told which operation it is instead of searching for it,
 * and it gets an empty document, which it would otherwise walk through for every operation. The schemas that
 * operations share are known to it by name, so that each is compiled once.
 */
export function requestValidation(document: Document): RequestValidation {
  const engine = new RequestValidator({ openapi: document.openapi, paths: {}, components: {} }, OPTIONS);
  const components = compilable(document, { schemas: document.components?.schemas ?? {} });
  for (const ajv of [engine.ajv, engine.ajvBody]) ajv.addSchema({ $id: ROOT, components });

  return {
    compile({ operationId, parameters, requestBody }, mediaType) {
      const key = `${operationId} ${mediaType ?? 'without a body'}`;
      const parts = { parameters: parameters.map(inlined), ...(mediaType && { requestBody }) };
      const operation = compilable(document, parts, ROOT) as object;
      engine.buildMiddleware(key, operation, ContentType.fromString(mediaType), key);
      const checkParameters = compiled(engine.ajv.getSchema(key), key);
      const checkBody = compiled(engine.ajvBody.getSchema(key), key);
      const headerNames = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);

      return ({ query, header, path, cookie, body }) => {
        const headers = rename(header, headerNames, (name) => [name, name.toLowerCase()]);
        const data = { query, headers, params: path, cookies: cookie, body };
        const errors: ErrorObject[] = [];
        if (!checkParameters(data)) errors.push(...(checkParameters.errors ?? []));
        if (mediaType !== undefined && !checkBody(data)) errors.push(...(checkBody.errors ?? []));
        Object.assign(header, rename(headers, headerNames, (name) => [name.toLowerCase(), name]));
        return schemaFaults(errors).map((fault) => toFault(fault, headerNames));
      };
    },
  };
}

/** express-openapi-validator replaces a parameter's reference by what it refers to, whose own references then lead nowhere. */
function inlined(parameter: Parameter): Parameter {
  const { $ref, ...siblings } = parameter.schema ?? {};
  return $ref === undefined ? parameter : { ...parameter, schema: { allOf: [{ $ref }], ...siblings } };
}

function compiled(validate: ValidateFunction | undefined, key: string): ValidateFunction {
  if (!validate) throw new Error(`express-openapi-validator has compiled nothing for \`${key}\`.`);
  return validate;
}

/** express-openapi-validator knows headers in lower case; the contract and everybody else as they are written there. */
function rename(values: Record<string, unknown>, names: readonly string[], change: (name: string) => [from: string, to: string]) {
  const changes = names.map(change).filter(([from]) => Object.hasOwn(values, from));
  return Object.fromEntries(changes.map(([from, to]) => [to, values[from]]));
}

function toFault({ pointer, ...fault }: SchemaFault, headerNames: readonly string[]): Fault {
  const [, part = '', step = '', rest = ''] = /^\/([^/]*)((?:\/[^/]*)?)(.*)$/s.exec(pointer) ?? [];
  if (part === 'body') return { in: 'body', pointer: step + rest, ...fault };
  const place = PARTS[part as keyof typeof PARTS]; // The engine names these parts and no other.
  const name = headerNames.find((known) => place === 'header' && step === `/${escapeStep(known.toLowerCase())}`);
  return { in: place, pointer: (name === undefined ? step : `/${escapeStep(name)}`) + rest, ...fault };
}
