import type { CompiledOperation } from '../compile-operation.ts';
import { ContractBreach } from '../contract-breach.ts';
import { fail } from '../failure.ts';
import { STUB_HEADER } from '../stub-act.ts';
import type { Rendered } from '../corridor/render.ts';
import { entityTag, readTags } from './entity-tag.ts';

/** What a request demands of the state that it would change. */
export interface Precondition {
  /** What the handler calls; undefined when the request demands nothing. */
  check: ((representation: object) => void) | undefined;
  /** @throws ContractBreach when the handler succeeded without having called it */
  assertChecked(answer: Rendered): void;
}

/**
 * Makes of `If-Match` what a handler calls with the present representation (RFC 9110, 13.1.1): the comparison is
 * strong, so a weak tag never matches; `*` matches whatever there is. The tag is that of GET of the same path.
 */
export function precondition({ id, shown }: CompiledOperation, header: string | undefined): Precondition {
  if (!shown || header === undefined) return { check: undefined, assertChecked: () => {} };
  let isChecked = false;
  return {
    check(representation) {
      isChecked = true;
      const wanted = readTags(header);
      if (wanted === '*') return;
      const present = entityTag(JSON.stringify(shown(representation, '', [])));
      if (wanted.some(({ opaque, weak }) => !weak && opaque === present)) return;
      throw fail('precondition_failed', {
        message: 'This is no longer what `If-Match` names: read it again, and send the `ETag` that it has now.',
      });
    },
    assertChecked({ headers }) {
      if (isChecked || STUB_HEADER in headers) return;
      throw new ContractBreach(id, 'the request has `If-Match`, and the handler succeeded without calling `ifMatch`');
    },
  };
}
