import { describe, expect, it } from 'vitest';
import { grantChange, grantKey, isWithin } from './grant.ts';
import type { Maker, WantedGrant } from './grant.ts';

const NOON = '2027-01-01T12:00:00.000Z';
const LATER = '2027-01-01T12:00:00.001Z';
const SOONER = '2027-01-01T11:59:59.999Z';

const ANYTHING: Maker = { environment: 'live', projectId: null, scopes: ['a', 'b', 'c'], allowedAddresses: [], expiresAt: null };
const BOUND: Maker = {
  environment: 'live',
  projectId: 'prj_1',
  scopes: ['a', 'b'],
  allowedAddresses: ['192.0.2.0/24', '2001:db8::/32'],
  expiresAt: new Date(NOON),
};

describe('grantKey', () => {
  it.each([
    ['an unbound maker', ANYTHING, { projectId: null, scopes: ['a', 'b', 'c'], allowedAddresses: [], expiresAt: null }],
    ['a bound maker', BOUND, { projectId: 'prj_1', scopes: ['a', 'b'], allowedAddresses: ['192.0.2.0/24', '2001:db8::/32'], expiresAt: new Date(NOON) }],
  ])('gives what %s has when nothing is said', (_, maker, granted) => {
    expect(grantKey(maker, {})).toEqual({ granted, beyond: [] });
  });

  it.each<[string, Maker, WantedGrant, object]>([
    ['one of its scopes', BOUND, { scopes: ['b'] }, { scopes: ['b'] }],
    ['no scope', BOUND, { scopes: [] }, { scopes: [] }],
    ['a scope twice', BOUND, { scopes: ['b', 'a', 'b'] }, { scopes: ['b', 'a'] }],
    ['its project', BOUND, { project_id: 'prj_1' }, { projectId: 'prj_1' }],
    ['any project, when it is bound to none', ANYTHING, { project_id: 'prj_2' }, { projectId: 'prj_2' }],
    ['no project, when it is bound to none', ANYTHING, { project_id: null }, { projectId: null }],
    ['its environment', BOUND, { environment: 'live' }, {}],
    ['its networks', BOUND, { allowed_addresses: ['2001:DB8::/32', '192.0.2.0/24'] }, { allowedAddresses: ['2001:db8::/32', '192.0.2.0/24'] }],
    ['an address in its networks', BOUND, { allowed_addresses: ['192.0.2.7'] }, { allowedAddresses: ['192.0.2.7/32'] }],
    ['any network, when it works from everywhere', ANYTHING, { allowed_addresses: ['::/0'] }, { allowedAddresses: ['::/0'] }],
    ['everywhere, when it works from everywhere', ANYTHING, { allowed_addresses: [] }, { allowedAddresses: [] }],
    ['its own end', BOUND, { expires_at: NOON }, { expiresAt: new Date(NOON) }],
    ['its own end, in another zone', BOUND, { expires_at: '2027-01-01T14:00:00+02:00' }, { expiresAt: new Date(NOON) }],
    ['an earlier end', BOUND, { expires_at: SOONER }, { expiresAt: new Date(SOONER) }],
    ['any end, when it never ends', ANYTHING, { expires_at: LATER }, { expiresAt: new Date(LATER) }],
    ['no end, when it never ends', ANYTHING, { expires_at: null }, { expiresAt: null }],
  ])('grants %s', (_, maker, wanted, granted) => {
    expect(grantKey(maker, wanted)).toMatchObject({ granted, beyond: [] });
  });

  it.each<[string, Maker, WantedGrant, string, string]>([
    ['a scope it lacks', BOUND, { scopes: ['a', 'c'] }, '/scopes/1', 'the scope c'],
    ['a scope in another case', BOUND, { scopes: ['A'] }, '/scopes/0', 'the scope A'],
    ['a scope that is nothing but inherited', BOUND, { scopes: ['toString'] }, '/scopes/0', 'the scope toString'],
    ['another project', BOUND, { project_id: 'prj_2' }, '/project_id', 'the project prj_1'],
    ['the whole account', BOUND, { project_id: null }, '/project_id', 'the project prj_1'],
    ['a project without a name', BOUND, { project_id: '' }, '/project_id', 'the project prj_1'],
    ['the sandbox', ANYTHING, { environment: 'sandbox' }, '/environment', 'one for live'],
    ['live, from the sandbox', { ...ANYTHING, environment: 'sandbox' }, { environment: 'live' }, '/environment', 'one for sandbox'],
    ['everywhere', BOUND, { allowed_addresses: [] }, '/allowed_addresses', '192.0.2.0/24, 2001:db8::/32'],
    ['a larger network', BOUND, { allowed_addresses: ['192.0.2.7', '192.0.2.0/23'] }, '/allowed_addresses/1', 'all of 192.0.2.0/23'],
    ['another network', BOUND, { allowed_addresses: ['198.51.100.1'] }, '/allowed_addresses/0', 'all of 198.51.100.1'],
    ['all of IPv6', BOUND, { allowed_addresses: ['::/0'] }, '/allowed_addresses/0', 'all of ::/0'],
    ['what is no network', BOUND, { allowed_addresses: ['rubbish'] }, '/allowed_addresses/0', 'all of rubbish'],
    ['a later end', BOUND, { expires_at: LATER }, '/expires_at', NOON],
    ['no end', BOUND, { expires_at: null }, '/expires_at', NOON],
    ['what is no moment', BOUND, { expires_at: '2027-01-01T11:59:60Z' }, '/expires_at', NOON],
  ])('refuses %s, and says where it is', (_, maker, wanted, pointer, message) => {
    expect(grantKey(maker, wanted)).toEqual({
      granted: undefined,
      beyond: [{ in: 'body', pointer, code: 'beyond_maker', message: expect.stringContaining(message) }],
    });
  });

  it('names everything that goes beyond the maker', () => {
    const wanted = { scopes: ['x', 'a', 'y'], project_id: null, environment: 'sandbox', allowed_addresses: ['::/0', '0.0.0.0/0'], expires_at: null };

    expect(grantKey(BOUND, wanted).beyond.map(({ pointer }) => pointer)).toEqual([
      '/scopes/0',
      '/scopes/2',
      '/project_id',
      '/environment',
      '/allowed_addresses/0',
      '/allowed_addresses/1',
      '/expires_at',
    ]);
  });

  it('never takes what nobody can read for no limit', () => {
    expect(() => grantKey(ANYTHING, { allowed_addresses: ['rubbish'] })).toThrow('"rubbish" is no network');
    expect(() => grantKey(ANYTHING, { expires_at: 'rubbish' })).toThrow('"rubbish" is no moment');
  });
});

describe('grantChange', () => {
  it('changes only what is wanted', () => {
    expect(grantChange(BOUND, {})).toEqual({ granted: {}, beyond: [] });
    expect(grantChange(BOUND, { scopes: ['a'], expires_at: undefined })).toEqual({ granted: { scopes: ['a'] }, beyond: [] });
    expect(grantChange(BOUND, { allowed_addresses: ['192.0.2.7'], expires_at: SOONER })).toEqual({
      granted: { allowed_addresses: ['192.0.2.7/32'], expires_at: new Date(SOONER) },
      beyond: [],
    });
    expect(grantChange(ANYTHING, { expires_at: null })).toEqual({ granted: { expires_at: null }, beyond: [] });
  });

  it('moves no key to another project or environment', () => {
    const smuggled: WantedGrant = { project_id: 'prj_2', environment: 'sandbox' };

    expect(grantChange(ANYTHING, smuggled)).toEqual({ granted: {}, beyond: [] });
  });

  it('refuses what goes beyond the maker', () => {
    expect(grantChange(BOUND, { scopes: ['c'], allowed_addresses: [], expires_at: null }).beyond.map(({ pointer }) => pointer)).toEqual([
      '/scopes/0',
      '/allowed_addresses',
      '/expires_at',
    ]);
  });
});

describe('isWithin', () => {
  const key = { environment: 'live', project_id: 'prj_1', scopes: ['a'], allowed_addresses: ['192.0.2.7/32'], expires_at: new Date(SOONER) } as const;
  const row = { ...key, scopes: [...key.scopes], allowed_addresses: [...key.allowed_addresses] };

  it.each([
    ['a weaker key', {}, true],
    ['a key that is as strong', { scopes: ['b', 'a'], allowed_addresses: [...BOUND.allowedAddresses], expires_at: BOUND.expiresAt }, true],
    ['a key with one scope more', { scopes: ['a', 'c'] }, false],
    ['a key for the whole account', { project_id: null }, false],
    ['a key for another project', { project_id: 'prj_2' }, false],
    ['a key for the sandbox', { environment: 'sandbox' as const }, false],
    ['a key for everywhere', { allowed_addresses: [] }, false],
    ['a key for one address more', { allowed_addresses: ['192.0.2.7/32', '198.51.100.1/32'] }, false],
    ['a key that ends later', { expires_at: new Date(LATER) }, false],
    ['a key that never ends', { expires_at: null }, false],
  ])('%s', (_, differs, want) => {
    expect(isWithin(BOUND, { ...row, ...differs })).toBe(want);
    expect(isWithin(ANYTHING, { ...row, ...differs, environment: 'live', scopes: ['a'] })).toBe(true);
  });
});
