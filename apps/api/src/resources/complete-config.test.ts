import { describe, expect, it } from 'vitest';
import { completeConfig, configFaults } from './complete-config.ts';

describe('completeConfig', () => {
  it.each([
    ['a processor', 'processor', undefined, { timeout: 30, url: null }],
    ['a storage', 'storage', undefined, { timeout: 30, capacity_gib: 10 }],
    ['a queue', 'queue', undefined, { timeout: 30, max_attempts: 5 }],
    ['a queue with one property', 'queue', { max_attempts: 7 }, { timeout: 30, max_attempts: 7 }],
    ['a processor with both', 'processor', { url: 'https://worker.example.com', timeout: 5 }, { timeout: 5, url: 'https://worker.example.com' }],
  ] as const)('fills in the defaults of %s', (_what, type, given, want) => {
    expect(completeConfig(type, given)).toEqual(want);
  });
});

describe('configFaults', () => {
  it.each([
    ['nothing wrong', 'processor', { timeout: 30 }, []],
    ['a property of another type of resource', 'processor', { capacity_gib: 10 }, [['/config/capacity_gib', 'additionalProperties']]],
    ['a value out of range', 'storage', { timeout: 901 }, [['/config/timeout', 'maximum']]],
    ['two faults', 'queue', { timeout: 'x', max_attempts: 0 }, [['/config/timeout', 'type'], ['/config/max_attempts', 'minimum']]],
  ] as const)('finds %s', (_what, type, config, want) => {
    expect(configFaults(type, config).map(({ pointer, code }) => [pointer, code])).toEqual(want);
  });
});
