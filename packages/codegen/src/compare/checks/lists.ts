import { breaking, type Change } from '../finding.ts';
import type { OperationPair } from '../operations.ts';
import type { Check } from './check.ts';

/** `x-pagination`, `x-filter` and `x-sort`: how a list is walked, filtered and sorted. */
export const lists: Check = function* (pair) {
  yield* pagination(pair);
  yield* filters(pair);
  yield* sorting(pair);
};

function* pagination({ base, head }: OperationPair): Iterable<Change> {
  const [before, after] = [base.node.text('x-pagination'), head.node.text('x-pagination')];
  if (before === undefined || before === after) return;
  const now = after === undefined ? 'is no longer paged' : `is paged by ${after}`;
  yield breaking(head.node.child('x-pagination') ?? head.node, `The list was paged by ${before} and ${now}; callers that walk its pages stop or go wrong.`);
}

function* filters({ base, head }: OperationPair): Iterable<Change> {
  const after = head.node.get('x-filter');
  for (const [name, filter] of base.node.get('x-filter')?.entries() ?? []) {
    const other = after?.get(name);
    const meaning = `${filter.text('field')} ${filter.text('operator')}`;
    if (!other) {
      yield breaking(filter, `The list can no longer be filtered by \`${name}\`; a request that does is refused.`);
    } else if (meaning !== `${other.text('field')} ${other.text('operator')}`) {
      yield breaking(other, `The filter \`${name}\` compared ${meaning} and compares ${other.text('field')} ${other.text('operator')}; a request with it means something else.`);
    }
  }
}

function* sorting({ base, head }: OperationPair): Iterable<Change> {
  const [before, after] = [base.node.get('x-sort'), head.node.get('x-sort')];
  if (!before) return;
  const left = after?.texts('fields') ?? [];
  for (const field of before.child('fields')?.elements() ?? []) {
    if (!left.includes(String(field.value))) yield breaking(field, `The list can no longer be sorted by \`${String(field.value)}\`; a request that does is refused.`);
  }
  for (const key of ['default', 'order']) {
    const [was, is] = [before.text(key), after?.text(key)];
    if (after && was !== is) yield breaking(after.child(key) ?? after, `The ${key === 'order' ? 'order' : 'sort field'} was ${was} when nothing was said and is ${is}; a request that says nothing gets another order.`);
  }
}
