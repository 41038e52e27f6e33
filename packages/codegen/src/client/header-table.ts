import { resolve, type Header, type OpenApiDocument, type Response, type Schema } from '../document.ts';
import { camelCase } from './words.ts';

/** A response header that the contract declares, as `withResponse` gives it. */
export interface DeclaredHeader {
  /** The field name, as the contract writes it. */
  field: string;
  /** The property: the field name in camelCase. */
  property: string;
  type: 'string' | 'number' | 'boolean';
  /** Whether every answer that declares it has it. */
  required: boolean;
  description: string;
}

const TYPES: Record<string, DeclaredHeader['type']> = { integer: 'number', number: 'number', boolean: 'boolean' };

/** Reads the headers of a response, in the contract's order. */
export function headersOf(document: OpenApiDocument, { headers = {} }: Response): DeclaredHeader[] {
  return Object.entries(headers).map(([field, node]) => {
    const header = resolve<Header>(document, node);
    const { type } = resolve<Schema>(document, header.schema ?? {});
    return {
      field,
      property: camelCase(fieldWords(field)),
      type: (typeof type === 'string' && TYPES[type]) || 'string',
      required: header.required ?? false,
      description: header.description ?? '',
    };
  });
}

/**
 * Puts the headers of all operations into one table. One that some answers declare otherwise is text, and one that not
 * every answer that declares it has, can be absent.
 */
export function mergeHeaders(headers: Iterable<DeclaredHeader>): DeclaredHeader[] {
  const merged = new Map<string, DeclaredHeader>();
  for (const header of headers) {
    const present = merged.get(header.property);
    merged.set(header.property, present ? { ...present, type: present.type === header.type ? header.type : 'string', required: present.required && header.required } : header);
  }
  return [...merged.values()];
}

/** `ETag` is one word, `RateLimit` is two: capitals that follow each other are no beginnings. */
function fieldWords(field: string): string[] {
  return field.split('-').flatMap((part) => part.split(/(?<=[a-z])(?=[A-Z])/));
}
