import type { CatalogueEntry, OpenApiDocument } from '../document.ts';
import { phraseOf } from './status-phrases.ts';
import { pascalCase, wordsOf } from './words.ts';

/** The class of a status. */
export interface StatusClass {
  name: string;
  status: number;
  phrase: string;
}

/** The class of a code, below that of its status. */
export interface CodeClass {
  name: string;
  code: string;
  parent: string;
  entry: CatalogueEntry;
}

export interface ErrorClasses {
  statuses: StatusClass[];
  codes: CodeClass[];
}

/** Names the classes of a contract's errors: one for each status of the catalogue, one for each code, in the catalogue's order. */
export function errorClasses({ 'x-error-catalogue': catalogue = {} }: OpenApiDocument): ErrorClasses {
  const numbers = [...new Set(Object.values(catalogue).map(({ status }) => status))].toSorted((one, other) => one - other);
  const statuses = numbers.map((status) => ({ name: className(phraseOf(status)), status, phrase: phraseOf(status) }));
  const taken = new Set([...statuses.map(({ name }) => name), ...OWN]);
  const codes = Object.entries(catalogue).map(([code, entry]) => {
    const name = className(code);
    const distinct = taken.has(name) ? name.replace(/Error$/, 'CodeError') : name;
    return { name: distinct, code, parent: className(phraseOf(entry.status)), entry };
  });
  return { statuses, codes };
}

/** Error classes that the client has of its own. */
const OWN = ['PlumblineError', 'ApiError', 'ConnectionError', 'TimeoutError', 'AbortError', 'WebhookVerificationError'];

/** `not_found` and `Not Found` are `NotFoundError`, `internal_error` is `InternalError`. */
function className(name: string): string {
  return `${pascalCase(wordsOf(name)).replace(/Error$/, '')}Error`;
}
