import { describe, expect, it } from 'vitest';
import { link, referenceTo } from './link.ts';

describe('link', () => {
  it('is written as RFC 8288 says', () => {
    expect(link('/v1/notes?page=2', 'next')).toBe('</v1/notes?page=2>; rel="next"');
  });
});

describe('referenceTo', () => {
  it.each([
    ['', '2', '/v1/notes?page=2'],
    ['page=1', '2', '/v1/notes?page=2'],
    ['p%61ge=1', '2', '/v1/notes?page=2'],
    ['page=1', undefined, '/v1/notes'],
    ['page=1&sort=id', undefined, '/v1/notes?sort=id'],
    ['status=active&page=1&sort=title&order=desc&per_page=5', '2', '/v1/notes?status=active&sort=title&order=desc&per_page=5&page=2'],
    ['tags=b&tags=a', '2', '/v1/notes?tags=b&tags=a&page=2'],
    ['ids=1,2&words=a|b&words=c%7Cd', '2', '/v1/notes?ids=1,2&words=a%7Cb&words=c%7Cd&page=2'],
    ['filter[size]=3', '2', '/v1/notes?filter%5Bsize%5D=3&page=2'],
    ['near={"lat":1.5}', '2', '/v1/notes?near=%7B%22lat%22:1.5%7D&page=2'],
    ['title=a>; rel="next", <b', '2', '/v1/notes?title=a%3E;%20rel=%22next%22,%20%3Cb&page=2'],
    ['title=a+b%26c\u00e9', '2', '/v1/notes?title=a+b%26c%C3%A9&page=2'],
    ['&&=&a', '2', '/v1/notes?=&a=&page=2'],
  ])('turns %j to %j: %s', (rawQuery, value, want) => {
    expect(referenceTo({ path: '/v1/notes', rawQuery }, 'page', value)).toBe(want);
  });

  it('encodes what may not stand in a path', () => {
    expect(referenceTo({ path: '/v1/a%2Fb"/notes', rawQuery: 'cursor=x' }, 'cursor', 'y')).toBe('/v1/a%2Fb%22/notes?cursor=y');
  });
});
