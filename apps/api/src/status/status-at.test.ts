import { describe, expect, it } from 'vitest';
import { historyStart, statusAt, type Impact } from './status-at.ts';

const NOW = new Date('2026-03-10T08:00:00.000Z');
const incident = (given: Partial<Impact>): Impact => ({ impact: 'minor', components: ['api'], started_at: NOW, resolved_at: null, ...given });

/** The parts as `name: status`, and the whole. */
function now(incidents: Impact[]) {
  const { status, components } = statusAt(NOW, incidents);
  return [status, ...components.map((part) => `${part.name} ${part.status}`)];
}

/** The days on which a part was not operational. */
function bad(name: string, incidents: Impact[]) {
  const part = statusAt(NOW, incidents).components.find((one) => one.name === name);
  return part?.history.filter(({ status }) => status !== 'operational').map(({ date, status }) => `${date} ${status}`);
}

describe('what is the status now', () => {
  it.each<[string, Impact[], string[]]>([
    ['with no incident', [], ['operational', 'api operational', 'sandbox operational', 'documentation operational']],
    ['with a minor one', [incident({})], ['degraded', 'api degraded', 'sandbox operational', 'documentation operational']],
    ['with a major one in two parts', [incident({ impact: 'major', components: ['api', 'sandbox'] })], ['outage', 'api outage', 'sandbox outage', 'documentation operational']],
    ['with maintenance beside a minor one', [incident({ impact: 'maintenance' }), incident({})], ['degraded', 'api degraded', 'sandbox operational', 'documentation operational']],
    ['after the incident', [incident({ resolved_at: NOW })], ['operational', 'api operational', 'sandbox operational', 'documentation operational']],
  ])('%s', (_what, incidents, want) => {
    expect(now(incidents)).toEqual(want);
  });
});

describe('the history', () => {
  it('has 30 days, today first', () => {
    const days = statusAt(NOW, []).components[0]?.history.map(({ date }) => date) ?? [];
    expect([days.length, days[0], days.at(-1)]).toEqual([30, '2026-03-10', '2026-02-09']);
    expect(historyStart(NOW).toISOString()).toBe('2026-02-09T00:00:00.000Z');
  });

  it.each<[string, Impact, string[]]>([
    ['an incident over midnight marks both days', incident({ started_at: new Date('2026-03-08T23:59:00Z'), resolved_at: new Date('2026-03-09T00:01:00Z') }), ['2026-03-09 degraded', '2026-03-08 degraded']],
    ['one that ends at midnight touches the next day', incident({ started_at: new Date('2026-03-08T23:59:00Z'), resolved_at: new Date('2026-03-09T00:00:00Z') }), ['2026-03-09 degraded', '2026-03-08 degraded']],
    ['one that goes on marks every day until today', incident({ impact: 'major', started_at: new Date('2026-03-09T12:00:00Z') }), ['2026-03-10 outage', '2026-03-09 outage']],
    ['one before the history marks none', incident({ started_at: new Date('2026-01-01T00:00:00Z'), resolved_at: new Date('2026-02-08T23:59:59Z') }), []],
  ])('%s', (_what, one, want) => {
    expect(bad('api', [one])).toEqual(want);
    expect(bad('sandbox', [one])).toEqual([]);
  });
});
