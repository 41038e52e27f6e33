import type { ErrorObject } from 'ajv';
import { escapeStep } from './document.ts';

/** One broken keyword, and where. */
export interface SchemaFault {
  pointer: string;
  code: string;
  message: string;
}

/** What stands under `then` or `else`, or is wrong with a name, has an error of its own. */
const SAID_ELSEWHERE = new Set(['if', 'propertyNames']);

/** A body of 1 MiB can break its schema a hundred thousand times. */
const MOST = 100;

/**
 * Turns a validator's errors into one fault for each thing that is wrong: where a type is wrong, nothing else
 * is said about that value; where no branch of a choice fits, the choice is named and not every branch.
 */
export function schemaFaults(errors: readonly ErrorObject[]): SchemaFault[] {
  const told = withoutBranches(errors);
  const mistyped = new Set(told.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const faults = new Map<string, SchemaFault>();
  for (const error of told) {
    if (SAID_ELSEWHERE.has(error.keyword)) continue;
    if (error.keyword !== 'type' && mistyped.has(error.instancePath) && isAboutValue(error)) continue;
    const fault = { pointer: pointerOf(error), code: codeOf(error), message: messageOf(error) };
    faults.set(`${fault.pointer} ${fault.code}`, fault);
    if (faults.size === MOST) break;
  }
  return [...faults.values()];
}

/** Leaves out what is wrong in the branches of a choice. The validator tells it first and the choice itself last. */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = new Set<string>();
  const told: ErrorObject[] = [];
  for (const error of errors.toReversed()) {
    if (isWithin(error.instancePath, choices)) continue;
    if (error.keyword === 'oneOf' || error.keyword === 'anyOf') choices.add(error.instancePath);
    told.push(error);
  }
  return told.toReversed();
}

function isWithin(pointer: string, places: ReadonlySet<string>): boolean {
  for (let place = pointer; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    if (places.has(place)) return true;
  }
  return places.has('');
}

/** A missing or unknown property is a fault of that property, not of the object's own value. */
function isAboutValue({ params }: ErrorObject): boolean {
  return !('missingProperty' in params || 'additionalProperty' in params || 'unevaluatedProperty' in params);
}

/** A tag that is missing is a required property like any other, which Ajv says with the discriminator's keyword. */
function codeOf({ keyword, params }: ErrorObject): string {
  return isTagMissing(keyword, params) ? 'required' : keyword;
}

function isTagMissing(keyword: string, params: ErrorObject['params']): boolean {
  return keyword === 'discriminator' && params['tagValue'] === undefined;
}

function pointerOf({ keyword, instancePath, params, propertyName }: ErrorObject): string {
  const tag: unknown = keyword === 'discriminator' ? params['tag'] : undefined;
  const child: unknown = tag ?? params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'] ?? propertyName;
  return typeof child === 'string' ? `${instancePath}/${escapeStep(child)}` : instancePath;
}

function messageOf({ keyword, params, message, propertyName }: ErrorObject): string {
  if (propertyName !== undefined) return `has a name that ${message ?? `breaks ${keyword}`}`;
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return 'is required';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not a known property';
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'discriminator':
      return isTagMissing(keyword, params) ? 'is required' : 'names none of the allowed shapes';
    case 'oneOf':
    case 'anyOf':
      return 'fits none of the allowed shapes, or more than one';
    default:
      return message ?? `breaks ${keyword}`;
  }
}
