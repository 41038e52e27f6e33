import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import { withPolicies } from './with-policies.ts';

interface Entry {
  method: string;
  path: string;
  scopes: readonly string[] | null;
  rateLimit: { cost: number } | null;
}

const written = withPolicies(contract.document, contract) as typeof contract.document;

/** A contract of one path, to say of it what the present one may not hold. */
function described(operation: object, info: object = {}): string {
  const document = {
    info,
    paths: { '/notes': { parameters: [{ $ref: '#/components/parameters/IfMatch' }], get: { description: 'Shows notes.', ...operation } } },
    components: { responses: {}, parameters: { IfMatch: { name: 'If-Match', in: 'header' } } },
  };
  const operations = { listNotes: { method: 'get', path: '/notes', scopes: null, rateLimit: null } };
  const notes = { operations, errors: {}, rateLimits: {} } as unknown as typeof contract; // The types are of the real one.
  return (withPolicies(document, notes) as typeof document).paths['/notes'].get.description;
}

const paths = written.paths as unknown as Record<string, Record<string, { description: string }>>; // Walked by name.

describe('withPolicies', () => {
  it('says the scope and the limit of every operation', () => {
    for (const { method, path, scopes, rateLimit } of Object.values<Entry>(contract.operations)) {
      const { description } = paths[path]?.[method] ?? { description: '' };
      expect(description).toContain(scopes ? `**Scope** \`${scopes[0]}\`` : '**Public**');
      expect(description).toContain(rateLimit ? `**Limit** counts as ${rateLimit.cost} of 100 (free), 1000 (pro) or 10000 (enterprise) in 3600 seconds, and 100 in 1 second` : '');
    }
  });

  it('says who may call, before how', () => {
    const description = described({ 'x-access': 'account', 'x-pagination': 'page' });
    expect(description).toContain('Shows notes.\n\n**Public** · **Access** keys of the whole account only\n\n- **Pages** `page`');
  });

  it('reads the parameters of the path too, through their references', () => {
    expect(described({})).toContain('- **Conditional** Send the `ETag` in `If-Match`');
  });

  it('takes how settled an operation is from the document, unless the operation has its own word', () => {
    expect(described({}, { 'x-stability': 'beta' })).toMatch(/^\*\*Beta\*\*.*\n\nShows notes\./);
    expect(described({ 'x-stability': 'stable' }, { 'x-stability': 'beta' })).toMatch(/^Shows notes\./);
  });

  it('links every code of an answer to its page', () => {
    expect(written.components.responses.EmailTaken.description).toBe('The email address is in use. [`email_taken`](/docs/errors/email_taken/)');
  });

  it('leaves the document as it was', () => {
    expect(contract.document.components.responses.EmailTaken.description).toBe('The email address is in use.');
  });
});
