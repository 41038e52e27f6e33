import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import { withPolicies } from './with-policies.ts';

const written = withPolicies(contract.document, contract) as typeof contract.document;

const paths = written.paths as unknown as Record<string, Record<string, { description: string }>>; // Walked by name.

describe('withPolicies', () => {
  it('says the scope and the limit of every operation', () => {
    for (const { method, path, scopes } of Object.values(contract.operations)) {
      const { description } = paths[path]?.[method] ?? { description: '' };
      expect(description).toContain(`**Scope** \`${scopes[0]}\``);
      expect(description).toContain('**Limit** counts as 1 of 6000 in 60 seconds');
    }
  });

  it('links every code of an answer to its page', () => {
    expect(written.components.responses.EmailTaken.description).toBe('The email address is in use. [`email_taken`](/docs/errors#email_taken)');
  });

  it('leaves the document as it was', () => {
    expect(contract.document.components.responses.EmailTaken.description).toBe('The email address is in use.');
  });
});
