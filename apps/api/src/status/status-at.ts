import type { components } from '@plumbline/contract';
import { contract } from '@plumbline/contract';

type Schemas = components['schemas'];
type Status = Pick<Schemas['Status'], 'status' | 'components'>;
type ComponentStatus = Schemas['ComponentStatus'];
type ComponentName = Schemas['ComponentName'];

/** What of an incident decides how its components are doing. */
export interface Impact {
  impact: Schemas['Incident']['impact'];
  components: readonly string[];
  started_at: Date;
  /** Null while it goes on. */
  resolved_at: Date | null;
}

/** The parts of the service that have a status. */
export const COMPONENT_NAMES = contract.document.components.schemas.ComponentName.enum as readonly ComponentName[]; // JSON has them as text.

/** How many days of history are shown, today among them. */
const HISTORY_DAYS = 30;

const DAY = 24 * 60 * 60 * 1000;
/** From good to bad. */
const RANKS: readonly ComponentStatus[] = ['operational', 'maintenance', 'degraded', 'outage'];
const COMES_TO = { maintenance: 'maintenance', minor: 'degraded', major: 'outage' } as const satisfies Record<Impact['impact'], ComponentStatus>;

/**
 * Works out from the incidents how every part of the service is doing, and was doing on each day (in UTC) of its history.
 *
 * @param incidents those that go on, and all that touch the days of the history
 */
export function statusAt(now: Date, incidents: readonly Impact[]): Status {
  const components = COMPONENT_NAMES.map((name) => {
    const own = incidents.filter(({ components: hit }) => hit.includes(name));
    return { name, status: worst(own.filter(({ resolved_at }) => resolved_at === null)), history: historyOf(own, now) };
  });

  return { status: worstOf(components.map(({ status }) => status)), components };
}

/** The moment from which incidents have to be known for the history. */
export function historyStart(now: Date): Date {
  return new Date(startOfDay(now) - (HISTORY_DAYS - 1) * DAY);
}

function historyOf(incidents: readonly Impact[], now: Date) {
  return Array.from({ length: HISTORY_DAYS }, (_none, back) => {
    const start = startOfDay(now) - back * DAY;
    const touching = incidents.filter(
      ({ started_at, resolved_at }) => started_at.getTime() < start + DAY && (resolved_at === null || resolved_at.getTime() >= start),
    );
    return { date: new Date(start).toISOString().slice(0, 10), status: worst(touching) };
  });
}

function startOfDay(moment: Date): number {
  return Math.floor(moment.getTime() / DAY) * DAY;
}

function worst(incidents: readonly Impact[]): ComponentStatus {
  return worstOf(incidents.map(({ impact }) => COMES_TO[impact]));
}

function worstOf(statuses: readonly ComponentStatus[]): ComponentStatus {
  const rank = Math.max(0, ...statuses.map((status) => RANKS.indexOf(status)));
  return RANKS[rank] ?? 'operational';
}
