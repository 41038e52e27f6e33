import { describe, expect, it } from 'vitest';
import { checkAccept } from './accept.ts';

const PRODUCED = ['application/json'];

describe('checkAccept', () => {
  it.each([
    [undefined],
    [''],
    ['*/*'],
    ['application/json'],
    ['Application/JSON'],
    ['application/*'],
    ['application/json; charset=utf-8'],
    ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8'],
    ['application/xml, application/json;q=0.1'],
  ])('lets %j pass', (accept) => {
    expect(() => checkAccept(accept, PRODUCED)).not.toThrow();
  });

  it.each([
    ['application/xml'],
    ['text/*'],
    ['application/json;q=0'],
    ['*/*;q=0'],
    ['application/problem+json'],
    ['json'],
    ['*'],
    [','],
  ])('refuses %j and names what there is', (accept) => {
    expect(() => checkAccept(accept, PRODUCED)).toThrow(
      expect.objectContaining({ code: 'not_acceptable', message: expect.stringContaining('`application/json`') }),
    );
  });

  it('refuses JSON where there is none', () => {
    expect(() => checkAccept('application/json', ['application/x-ndjson', 'text/csv'])).toThrow('Answers are `application/x-ndjson` or `text/csv`');
  });

  it('takes any one of several types', () => {
    expect(() => checkAccept('text/csv', ['application/json', 'text/csv'])).not.toThrow();
  });
});
