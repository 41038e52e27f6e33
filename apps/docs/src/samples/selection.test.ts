import { describe, expect, it } from 'vitest';
import { select } from './selection.ts';

const names = (only: string | undefined) => {
  const { calls, pages } = select(only);
  return [...calls.map(({ operationId }) => operationId), ...pages.map(({ name }) => name)];
};

describe('select', () => {
  it('takes all, or what is named, a page with its folder or without', () => {
    expect(names(undefined)).toEqual(expect.arrayContaining(['createProject', 'getStatus', 'guides/quickstart']));
    expect(names('createProject, quickstart')).toEqual(['createProject', 'guides/quickstart']);
    expect(names('guides/quickstart')).toEqual(['guides/quickstart']);
  });

  it('names what there is nothing of', () => {
    expect(() => select('createProject,creatProject')).toThrow('There is no operation and no page with code to run that is called "creatProject".');
  });
});
