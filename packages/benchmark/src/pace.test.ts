import { describe, expect, it } from 'vitest';
import { chosen, within } from './pace.ts';

describe('within', () => {
  it.each([['0.1', 0.1], ['10', 10], ['2.5', 2.5]])('reads %j', (text, want) => {
    expect(within('seconds', text, 0.1, 10)).toBe(want);
  });

  it.each(['', ' ', '0', '10.1', 'many', 'NaN'])('refuses %j and says what it wants', (text) => {
    expect(() => within('seconds', text, 0.1, 10)).toThrow('--seconds must be a number from 0.1 to 10.');
  });
});

describe('chosen', () => {
  const probes = [{ id: 'get' }, { id: 'list' }];
  const servers = [{ id: 'bare' }, { id: 'kit' }];

  it.each([
    ['', ['get', 'list'], ['bare', 'kit']],
    ['list', ['list'], ['bare', 'kit']],
    ['kit,get', ['get'], ['kit']],
  ])('%j leaves %j and %j', (only, wantProbes, wantServers) => {
    expect(chosen(only, probes, servers).map((kind) => kind.map(({ id }) => id))).toEqual([wantProbes, wantServers]);
  });

  it('refuses what is of no kind', () => {
    expect(() => chosen('get,put,bear', probes, servers)).toThrow('--only does not know put, bear; see --help.');
  });
});
