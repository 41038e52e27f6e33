import { breaking, note } from '../finding.ts';
import type { DocumentCheck } from './document-check.ts';

/** `x-error-catalogue`: a code keeps its status. Codes that come and go are told where an answer carries them. */
export const errorCatalogue: DocumentCheck = function* (base, head) {
  const after = head.get('x-error-catalogue');
  for (const [code, entry] of base.get('x-error-catalogue')?.entries() ?? []) {
    const component = `x-error-catalogue/${code}`;
    const other = after?.get(code);
    if (!other) {
      yield { component, change: note(entry, 'The code is gone from the catalogue.') };
      continue;
    }
    const [was, is] = [entry.child('status')?.value, other.child('status')];
    if (was !== is?.value) yield { component, change: breaking(is ?? other, `The code had the status ${String(was)} and has ${String(is?.value)}; callers that go by the status take another way.`) };
    if (entry.child('retryable')?.value === true && other.child('retryable')?.value !== true) {
      yield { component, change: note(other.child('retryable') ?? other, 'The code was worth a retry and no longer is.') };
    }
  }
};
