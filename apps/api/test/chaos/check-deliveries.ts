import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CommittedEvent, History, Reception, Subscriber } from './history.ts';

/** What is wrong with a history. */
export interface Finding {
  kind: 'lost' | 'never committed' | 'altered' | 'forged' | 'unannounced' | 'unfounded' | 'forgotten';
  /** What it is about: ids, and in words what is wrong. */
  about: string;
}

/** What a history comes to. */
export interface Report {
  findings: readonly Finding[];
  /** How many pairs of event and webhook there were to deliver. */
  expected: number;
  attempts: number;
  /** How many were accepted that had been before: allowed, as long as they are the same. */
  duplicates: number;
}

/** Seconds between a signature and its arrival: what Standard Webhooks tells receivers to allow. */
const TOLERANCE = 300;

/**
 * Compares what was committed with what the receiver has had, and accepted. It knows nothing of how either came about, and
 * checks signatures by the text of Standard Webhooks, without any code of ours:
 *
 * - an event that a webhook wants and that it has never accepted is lost;
 * - a request about an event that is not in the database, or that this webhook does not want, was never committed;
 * - one with another body is altered, and one with a wrong signature, or an old one, is forged;
 * - a change without exactly one event is unannounced, an event without its change unfounded, and what a caller was told of
 *   and is not there is forgotten.
 */
export function checkDeliveries(history: History): Report {
  const events = new Map(history.events.map((event) => [event.id, event]));
  const subscribers = new Map(history.webhooks.map((webhook) => [webhook.path, webhook]));
  const findings = history.received.flatMap((reception) => faultsOf(reception, events, subscribers));

  const accepted = new Map<string, number>();
  for (const { path, headers, answered } of history.received) {
    if (answered === null || answered < 200 || answered > 299) continue;
    const pair = pairOf(path, headers['webhook-id'] ?? '');
    accepted.set(pair, (accepted.get(pair) ?? 0) + 1);
  }
  const expected = history.webhooks.flatMap((webhook) => history.events.filter(({ event }) => wants(webhook, event)).map(({ id }) => ({ webhook, id })));
  for (const { webhook, id } of expected) {
    if (!accepted.has(pairOf(webhook.path, id))) findings.push({ kind: 'lost', about: `${id} never got to ${webhook.id}` });
  }
  return {
    findings: [...findings, ...faultsOfChanges(history)],
    expected: expected.length,
    attempts: history.received.length,
    duplicates: [...accepted.values()].reduce((sum, count) => sum + count - 1, 0),
  };
}

function faultsOf({ path, headers, body, at }: Reception, events: ReadonlyMap<string, CommittedEvent>, subscribers: ReadonlyMap<string, Subscriber>): Finding[] {
  const id = headers['webhook-id'] ?? '(no id)';
  const event = events.get(id);
  const webhook = subscribers.get(path);
  if (!event || !webhook || !wants(webhook, event.event)) return [{ kind: 'never committed', about: `${id} at ${path}` }];
  if (body !== event.body) return [{ kind: 'altered', about: `${id} at ${path}` }];

  const timestamp = headers['webhook-timestamp'] ?? '';
  if (!/^\d+$/.test(timestamp) || Math.abs(Number(timestamp) - at / 1000) > TOLERANCE) return [{ kind: 'forged', about: `${id} at ${path}: the timestamp` }];
  const key = Buffer.from(webhook.secret.replace(/^whsec_/, ''), 'base64');
  const standard = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  if (!headers['webhook-signature']?.split(' ').some((signature) => isEqual(signature, standard))) return [{ kind: 'forged', about: `${id} at ${path}: webhook-signature` }];
  const plain = createHmac('sha256', webhook.secret).update(body).digest('hex');
  return isEqual(headers['x-signature'] ?? '', plain) ? [] : [{ kind: 'forged', about: `${id} at ${path}: X-Signature` }];
}

function faultsOfChanges({ events, changes, acknowledged }: History): Finding[] {
  const told = new Map<string, number>();
  for (const { event, body } of events) {
    const key = pairOf(event, (JSON.parse(body) as { data: { id: string } }).data.id); // Every object of an event has an id.
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  const made = new Set(changes.map(({ event, id }) => pairOf(event, id)));
  const ids = new Set(changes.map(({ id }) => id));
  return [
    ...changes.filter(({ event, id }) => told.get(pairOf(event, id)) !== 1).map(({ event, id }): Finding => ({ kind: 'unannounced', about: `${id} has ${told.get(pairOf(event, id)) ?? 0} of ${event}` })),
    ...[...told.keys()].filter((key) => !made.has(key)).map((key): Finding => ({ kind: 'unfounded', about: key })),
    ...acknowledged.filter(({ id }) => !ids.has(id)).map(({ id }): Finding => ({ kind: 'forgotten', about: id })),
  ];
}

function wants({ events }: Subscriber, event: string): boolean {
  return events.includes('*') || events.includes(event);
}

function pairOf(where: string, id: string): string {
  return `${where} ${id}`;
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
