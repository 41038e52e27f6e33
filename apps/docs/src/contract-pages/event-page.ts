import type { ContractIndex, EventEntry } from './contract-index.ts';
import { follow, type OpenApiDocument, type Schema } from './document.ts';
import { addressOf, eventLink, guideLink, operationLink } from './links.ts';
import { block, blocks, capital, code, inWords, prose, section, table, textOf } from './markdown.ts';
import type { Page } from './page.ts';
import { propertyTable } from './property-table.ts';

/** What a delivery is sent with; the values of one attempt stand in angle brackets. */
const HEADERS = [
  'content-type: application/json',
  'user-agent: Plumbline',
  'webhook-id: <id of the event, the same in every attempt>',
  'webhook-timestamp: <seconds since 1970 of this attempt>',
  'webhook-signature: v1,<base64 of the HMAC-SHA256>',
  'X-Signature: <hex of the HMAC-SHA256 of the body alone>',
];

/** The page of an event. */
export function eventPage(event: EventEntry, { document, events }: ContractIndex): Page {
  const { name, tag, summary, description, content } = event;
  const { schema = {}, examples = {} } = content['application/json'] ?? {};
  const example = Object.values(examples).map((one) => follow(document, one).value)[0];
  const others = events.filter((other) => other.tag === tag && other !== event);
  return {
    id: `events/${name}`,
    title: name,
    description: textOf(`${summary}. ${description}`),
    markdown: blocks(
      `${prose(summary)}. ${prose(description)}`,
      sentBy(event),
      section('## Payload', propertyTable(document, schema, { of: 'answer', isDeep: false }), dataOf(document, schema)),
      example !== undefined && section('## Example', 'A delivery. What stands in angle brackets is different each time.', block('http', ['POST /your/path HTTP/1.1', ...HEADERS].join('\n')), block('json', JSON.stringify(example, null, 2))),
      section(
        '## Receive it',
        `${code('webhooks.unwrap')} verifies the signature and gives the event, typed by its name. The guide to ${guideLink('webhooks', 'webhooks')} has the same for other languages.`,
        block('ts', receiver(name)),
        `Answer with any status from 200 to 299. The same event can come twice; leave out a ${code('webhook-id')} that you know.`,
      ),
      others.length > 0 && section('## See also', `Other events about ${tag}: ${inWords(others.map((other) => eventLink(other.name)))}.`),
    ),
    label: name,
    group: 'events',
    section: capital(tag),
  };
}

function sentBy({ senders, isBackground }: EventEntry): string {
  const ways = [
    senders.length > 0 && `by ${inWords(senders.map(({ id }) => operationLink(id)), 'or')}`,
    isBackground && 'by work that goes on behind the answers, without a request',
  ].filter((way) => typeof way === 'string');
  return ways.length === 0 ? '' : `It is sent ${ways.join(', and ')}.`;
}

function dataOf(document: OpenApiDocument, schema: Schema): string {
  const data = follow(document, schema).properties?.['data'];
  const properties = data?.$ref !== undefined && propertyTable(document, data, { of: 'answer', isDeep: false });
  return properties ? blocks(`In ${code('data')}:`, properties) : '';
}

function receiver(name: string): string {
  return [
    "import { webhooks } from '@plumbline/client';",
    '',
    'export async function receive(request: Request, secret: string): Promise<Response> {',
    '  const event = await webhooks.unwrap(await request.text(), request.headers, secret);',
    `  if (event.event === '${name}') console.log(event.timestamp, event.data);`,
    '  return new Response(null, { status: 204 });',
    '}',
  ].join('\n');
}

/** The list of all events, by what they are about. */
export function eventIndex(index: ContractIndex): Page {
  return {
    id: 'events',
    title: 'Events',
    description: `The ${index.events.length} events that are sent to webhooks, and what sends each.`,
    markdown: blocks(
      `Whatever changes is an event. It is sent, signed, to every webhook that wants it: see the guide to ${guideLink('webhooks', 'webhooks')}. ${operationLink('listEvents')} shows what happened, whether a webhook wanted it or not.`,
      eventTable(index),
      `A request that lists events in ${code('events')} can also say ${code('*')}: all of them, also those that come later. How each is delivered is the same: ${guideLink('at least once', 'webhooks')}, in any order. Errors are on [another page](${addressOf('errors')}).`,
    ),
    label: 'All events',
    group: 'events',
  };
}

/** Each event, when it is sent, and by what. */
export function eventTable({ events }: ContractIndex): string {
  const rows = events.map(({ name, summary, senders, isBackground }) => [
    eventLink(name),
    prose(summary),
    [...senders.map(({ id }) => operationLink(id)), ...(isBackground ? ['work in the background'] : [])].join(', '),
  ]);
  return table(['Event', 'When', 'Sent by'], rows);
}
