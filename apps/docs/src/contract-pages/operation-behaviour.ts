import { duration } from './allowance.ts';
import type { ContractIndex, OperationEntry } from './contract-index.ts';
import { eventLink, guideLink, operationLink } from './links.ts';
import { code, count, inWords } from './markdown.ts';

const COMPARES = { eq: 'is equal to', gte: 'is at or after', lt: 'is before' };

/** What RFC 9110, 9.2.2, promises of a method, and what the client makes of it. Nobody asks it of a reading one. */
const REPEATS: Readonly<Record<string, string[]>> = {
  post: [`${guideLink('Repeating it', 'idempotency')} does it again, since it takes no ${code('Idempotency-Key')}. When the answer was lost, look first what became of it; the client does not repeat it by itself.`],
  patch: [`${guideLink('Repeating it', 'idempotency')} sets the same values again. The client leaves that to you when the answer was lost, since somebody else can have changed the object meanwhile.`],
  put: [`${guideLink('Safe to repeat', 'idempotency')}: sent twice, it leaves the same behind as sent once.`],
  delete: [`${guideLink('Safe to repeat', 'idempotency')}: sent twice, it leaves the same behind as sent once. The second time the answer can be 404.`],
};

/**
 * How an operation's list is walked, narrowed and sorted, how a request is repeated or made conditional, what goes on behind
 * the answer and what it sends: a sentence or two of Markdown for each, with the guide to it.
 */
export function behaviourOf(operation: OperationEntry, index: ContractIndex): string[] {
  return [...pages(operation), ...filters(operation), ...sorting(operation), ...repeats(operation), ...conditions(operation), ...work(operation), ...waited(operation, index), ...events(operation)];
}

function pages({ list, parameters }: OperationEntry): string[] {
  if (!list) return [];
  const schema = parameters.find(({ name }) => name === 'per_page')?.schema;
  const size = schema?.maximum === undefined ? '' : `, up to ${count(schema.maximum, 'item')} each`;
  const ways = {
    page: `by number (${code('page')}, ${code('per_page')})${size}. ${code('meta')} says where you are, and the header ${code('Link')} leads to the other pages.`,
    cursor: `by cursor (${code('cursor')}, ${code('per_page')})${size}. ${code('meta.next_cursor')} leads to the next page, and so does the header ${code('Link')}.`,
  };
  return [`${guideLink('Pages', 'pagination')}: ${ways[list.style]} The client walks them for you.`];
}

function filters({ list }: OperationEntry): string[] {
  const each = Object.entries(list?.filters ?? {});
  if (each.length === 0) return [];
  const words = each.map(([name, { field, operator }]) => (name === field && operator === 'eq' ? code(name) : `${code(name)} (${code(field)} ${COMPARES[operator]} it)`));
  return [`${guideLink('Filters', 'filtering-and-sorting')}: ${inWords(words)}.${each.length > 1 ? ' An item has to fit all that are sent.' : ''}`];
}

function sorting({ list }: OperationEntry): string[] {
  const sort = list?.sort;
  if (!sort) return [];
  const direction = { asc: 'ascending', desc: 'descending' }[sort.order];
  const by = sort.fields.length === 1 ? code(sort.default) : `${inWords(sort.fields.map(code), 'or')}`;
  return [`${guideLink('Sorting', 'filtering-and-sorting')}: by ${by}; without a word, by ${code(sort.default)}, ${direction}. Equal ones are in the order of their ${code('id')}.`];
}

function repeats({ idempotency, method }: OperationEntry): string[] {
  if (idempotency) {
    return [
      `${guideLink('Safe to repeat', 'idempotency')} with an ${code('Idempotency-Key')}: the same request with the same key is carried out once, and its success is answered again for ${duration(idempotency.ttl)}. The client sends a key by itself.`,
    ];
  }
  return REPEATS[method] ?? [];
}

function conditions({ parameters }: OperationEntry): string[] {
  const takes = (header: string) => parameters.some(({ name, in: where }) => where === 'header' && name?.toLowerCase() === header);
  return [
    ...(takes('if-none-match') ? [`Conditional: send the ${code('ETag')} that you have in ${code('If-None-Match')}, and the answer is 304 without a body while nothing has changed.`] : []),
    ...(takes('if-match') ? [`Conditional: send the ${code('ETag')} that you last saw in ${code('If-Match')}, and nothing is done (412) when somebody else has changed the object since.`] : []),
  ];
}

function work({ job, tag }: OperationEntry): string[] {
  if (!job) return [];
  const more = [
    job.progress !== undefined && `${code(job.progress)} says how far it is.`,
    job.result !== undefined && `${operationLink(job.result)} has the result.`,
    job.cancel !== undefined && `${operationLink(job.cancel)} ends it early.`,
  ];
  return [
    `${guideLink('Goes on behind the answer', 'jobs')}: ask ${operationLink(job.get)} until ${code(job.status)} is ${inWords(job.ends.map(code), 'or')}, or let ${code(`client.${tag}.waitFor`)} do it. ${more.filter(Boolean).join(' ')}`.trimEnd(),
  ];
}

/** Of the operation that shows a job: what it is asked for by. */
function waited({ id }: OperationEntry, { operations }: ContractIndex): string[] {
  const starters = operations.filter(({ job }) => job?.get === id);
  return starters.map(({ id: starter, tag }) => `${guideLink('Shows work', 'jobs')} that ${operationLink(starter)} has begun. ${code(`client.${tag}.waitFor`)} asks until it has ended.`);
}

function events({ events: names }: OperationEntry): string[] {
  return names.length === 0 ? [] : [`${guideLink('Sends', 'webhooks')} ${inWords(names.map(eventLink))}, to the webhooks that want ${names.length === 1 ? 'it' : 'them'}.`];
}
