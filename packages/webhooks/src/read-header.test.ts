import { describe, expect, it } from 'vitest';
import { type HeadersLike, readHeader } from './read-header.ts';

describe('readHeader', () => {
  it.each<[string, HeadersLike, string | undefined]>([
    ['Headers', new Headers({ 'Webhook-Id': 'evt_1' }), 'evt_1'],
    ['Headers without it', new Headers(), undefined],
    ['Headers with it twice', new Headers([['webhook-id', 'evt_1'], ['webhook-id', 'evt_2']]), 'evt_1, evt_2'],
    ['a Map', new Map([['webhook-id', 'evt_1']]), 'evt_1'],
    ['an object', { 'webhook-id': 'evt_1' }, 'evt_1'],
    ['an object in another case', { 'WEBHOOK-ID': 'evt_1' }, 'evt_1'],
    ['an object with an array', { 'webhook-id': ['evt_1'] }, 'evt_1'],
    ['an object with it twice', { 'webhook-id': 'evt_1', 'Webhook-Id': 'evt_2' }, 'evt_1, evt_2'],
    ['an object with two values', { 'webhook-id': ['evt_1', 'evt_2'] }, 'evt_1, evt_2'],
    ['an object without it', { 'webhook-idea': 'evt_1' }, undefined],
    ['an object with nothing under it', { 'webhook-id': undefined }, undefined],
    ['an object with an empty one', { 'webhook-id': '' }, undefined],
    ['a header that is called get', { get: 'evt_0', 'webhook-id': 'evt_1' }, 'evt_1'],
    ['what an object has inherited', Object.create({ 'webhook-id': 'evt_1' }) as HeadersLike, undefined],
  ])('reads %s', (_name, headers, want) => {
    expect(readHeader(headers, 'webhook-id')).toBe(want);
  });
});
