import type { Contract, OperationEntry } from './contract.ts';
import { endingOf, type Ending } from './deprecation/ending.ts';
import { escapeStep, follow, isObject, resolve, type Document, type MediaType, type OperationNode, type Parameter, type ResponseNode } from './document.ts';
import { checkList } from './list/check-list.ts';
import { parameterReader, type ParameterReader } from './corridor/parameter-reader.ts';
import { projection, type Projection } from './projection.ts';
import type { RequestValidation, Validate } from './request-validator.ts';
import type { ResponseValidation } from './response-validator.ts';
import type { SchemaFault } from './schema-faults.ts';

/** How one declared answer is written and checked. */
export interface CompiledAnswer {
  /** Copies the declared properties; undefined when the answer has no body. */
  project: Projection | undefined;
  /** Finds what is wrong with the body that is about to be sent. */
  check(body: unknown): SchemaFault[];
  /** Headers that the answer must have, in lower case. */
  requiredHeaders: readonly string[];
  /** Whether it declares an `ETag`. */
  isTagged: boolean;
  mediaType: string | undefined;
  /** The media types of the file that it is, if it is one. */
  fileTypes: readonly string[];
  content: MediaType | undefined;
}

/** Everything of an operation that a request needs, so that it never looks at the document. */
export interface CompiledOperation {
  /** The contract that it is of: its base path, errors and policies. */
  contract: Contract;
  /** The operationId, which other contracts may have too. */
  id: string;
  entry: OperationEntry;
  readers: readonly ParameterReader[];
  /** Undefined when the operation reads no body. */
  body: { required: boolean; mediaTypes: readonly string[] } | undefined;
  /** The media types of its answers; of a file, whose errors are JSON all the same, those of the file. */
  produced: readonly string[];
  answers: ReadonlyMap<number, CompiledAnswer>;
  /** Whether it answers 304 to an `If-None-Match` that names what the caller would get. */
  answersUnchanged: boolean;
  /** Copies of a representation what GET of the same path shows; undefined where `If-Match` is not declared. */
  shown: Projection | undefined;
  /** What is told of its end; undefined where it is not deprecated. */
  ending: Ending | undefined;
  /** The validator for a media type, compiled on first use. */
  validator(mediaType: string | undefined): Validate;
}

/**
 * Reads an operation out of the document.
 *
 * @throws Error when a part of it is missing or broken
 */
export function compileOperation(
  contract: Contract,
  id: string,
  entry: OperationEntry,
  requests: RequestValidation,
  responses: ResponseValidation,
): CompiledOperation {
  const document = contract.document as Document; // The generator writes it from a contract that passed the linter.
  const node = follow(document, entry.pointer) as OperationNode; // The generator wrote both the pointer and the document.
  const parameters = parametersOf(document, entry, node);
  const requestBody = node.requestBody && resolve(document, node.requestBody);
  const validators = new Map<string | undefined, Validate>();
  const answers = new Map(
    Object.entries(node.responses ?? {}).map(([status, response]) => [
      Number(status),
      compileAnswer(document, Number(status), `${entry.pointer}/responses/${status}`, response, responses),
    ]),
  );
  checkList(document, entry, parameters);
  const isConditional = parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === 'if-none-match');
  const types = new Set([...answers.values()].flatMap(({ mediaType }) => mediaType ?? []));
  const fileTypes = [...answers.values()].flatMap((answer) => answer.fileTypes);

  return {
    contract,
    id,
    entry,
    readers: parameters.map((parameter) => parameterReader(document, parameter)),
    body: requestBody && { required: requestBody.required ?? false, mediaTypes: Object.keys(requestBody.content) },
    produced: fileTypes.length > 0 ? fileTypes : types.size > 0 ? [...types] : ['application/json'],
    answers,
    answersUnchanged: isConditional && answers.has(304),
    shown: undefined, // Another operation has it: see `showCurrent`.
    ending: endingOf(entry),
    validator(mediaType) {
      let validate = validators.get(mediaType);
      if (!validate) {
        validate = requests.compile({ operationId: id, parameters, ...(requestBody && { requestBody }) }, mediaType);
        validators.set(mediaType, validate);
      }
      return validate;
    },
  };
}

/** Whether it is JSON, by name or by suffix (RFC 6839, section 3.1). */
function isJson(mediaType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json *(?:;|$)/i.test(mediaType);
}

/** An operation's own parameters, and those of its path that it does not replace (OpenAPI 3.1, 4.8.9). */
function parametersOf(document: Document, entry: OperationEntry, node: OperationNode): Parameter[] {
  const shared = document.paths?.[entry.path]?.parameters ?? [];
  const all = [...shared, ...(node.parameters ?? [])].map((parameter) => resolve<Parameter>(document, parameter));
  return [...new Map(all.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

function compileAnswer(document: Document, status: number, pointer: string, node: ResponseNode | { $ref: string }, responses: ResponseValidation): CompiledAnswer {
  const place = isObject(node) && typeof node['$ref'] === 'string' ? node['$ref'] : pointer;
  const response = resolve<ResponseNode>(document, node);
  const headers = Object.entries(response.headers ?? {});
  const requiredHeaders = headers
    .filter(([, header]) => resolve<{ required?: boolean }>(document, header).required === true)
    .map(([name]) => name.toLowerCase());
  const isTagged = headers.some(([name]) => name.toLowerCase() === 'etag');
  const common = { requiredHeaders, isTagged, fileTypes: [] };
  const [first, ...others] = Object.entries(response.content ?? {});
  if (!first) return { ...common, project: undefined, check: () => [], mediaType: undefined, content: undefined };
  const [mediaType, content] = first;
  const fileTypes = [mediaType, ...others.map(([type]) => type)].filter((type) => !isJson(type));
  if (fileTypes.length > 0) {
    if (others.length + 1 > fileTypes.length) throw new Error(`its ${status} is JSON or a file, and has to be one of them`);
    if (status !== 200) throw new Error(`its ${status} is a file, which only a 200 can be`);
    return { ...common, project: undefined, check: () => [], mediaType: undefined, fileTypes, content };
  }
  if (!content.schema) return { ...common, project: undefined, check: () => [], mediaType: undefined, content: undefined };
  return {
    ...common,
    project: projection(document, content.schema),
    check: responses.compile(`${place}/content/${escapeStep(mediaType)}/schema`),
    mediaType,
    content,
  };
}
