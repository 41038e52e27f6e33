import { expect, it } from 'vitest';
import { isRedisUrl, placeOf } from './redis-url.ts';

it.each([
  ['redis://h', true],
  ['redis://ada:p%40ss@h:6380/15', true],
  ['rediss://:secret@redis.example.com', true],
  ['redis://[::1]:6379/', true],
  ['redis://h/first', false],
  ['redis://h/0/1', false],
  ['redis://h?db=1', false],
  ['redis://h#1', false],
  ['redis://:%@h', false],
  ['redis://h:port', false],
  ['redis:', false],
  ['redis:///0', false],
  ['unix:///run/redis.sock', false],
  ['http://h', false],
  ['', false],
])('%s can name a Redis: %s', (text, want) => {
  expect(isRedisUrl(text)).toBe(want);
});

it.each([
  ['redis://ada:hunter2@h', 'h:6379'],
  ['rediss://:hunter2@h:6380/2', 'h:6380/2'],
  ['redis://[::1]/', '[::1]:6379'],
])('%s is told of as %s', (url, want) => {
  expect(placeOf(url)).toBe(want);
});
