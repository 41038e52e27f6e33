import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import { assertRepeatable } from './assert-repeatable.ts';

describe('assertRepeatable', () => {
  it('lets pass what keeps answers, and what does not', () => {
    expect(() => assertRepeatable(operationOf('createNote'), true)).not.toThrow();
    expect(() => assertRepeatable(operationOf('exportNotes'), false)).not.toThrow();
  });

  it('refuses a file, which is read once', () => {
    const operation = operationOf('exportNotes');
    const repeatable = { ...operation, entry: { ...operation.entry, idempotency: { ttl: 60, sealed: false } } };
    expect(() => assertRepeatable(repeatable, true)).toThrow('(operation exportNotes): it has `x-idempotency`, but it answers with a file, which is not kept');
  });
});
