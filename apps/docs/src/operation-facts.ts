/** An operation of the bundled document, as far as its extensions are told here. */
export interface DescribedOperation {
  description?: string;
  deprecated?: boolean;
  'x-pagination'?: 'page' | 'cursor';
  'x-filter'?: Record<string, { field: string; operator: 'eq' | 'gte' | 'lt' }>;
  'x-sort'?: { fields: string[]; default: string; order: 'asc' | 'desc' };
  'x-idempotency'?: { ttl: number };
  'x-events'?: string[];
  'x-job'?: { get: string; status: string; ends: string[]; progress?: string; result?: string; cancel?: string };
  'x-access'?: 'account';
  'x-stability'?: 'stable' | 'beta' | 'alpha';
  'x-sunset'?: string;
  'x-deprecated-since'?: string;
  'x-successor'?: string;
}

/** A parameter of the operation or of its path. */
export interface DescribedParameter {
  name: string;
  in: string;
  schema?: { maximum?: number };
}

const COMPARES = { eq: '=', gte: '≥', lt: '<' };

const WARNINGS = {
  alpha: '**Alpha** An experiment: it can change or go from one day to the next.',
  beta: '**Beta** It can still change in ways that break a client.',
  stable: undefined,
};

/** What a reader must know before the rest, as Markdown: how settled the operation is, and when it goes. */
export function warningsOf(operation: DescribedOperation): string[] {
  const warnings = [WARNINGS[operation['x-stability'] ?? 'stable']];
  if (operation.deprecated) {
    const { 'x-deprecated-since': since, 'x-sunset': sunset, 'x-successor': successor } = operation;
    const facts = [since && `since ${since}`, sunset && `gone from ${sunset}`, successor && `use \`${successor}\` instead`];
    warnings.push(`**Deprecated** ${facts.filter(Boolean).join(', ')}.`);
  }
  return warnings.filter((warning) => warning !== undefined);
}

/**
 * How a list is walked, narrowed and sorted, how a request is repeated or made conditional, what it sends and how its work is
 * waited for: one line of Markdown for each.
 */
export function factsOf(operation: DescribedOperation, parameters: readonly DescribedParameter[]): string[] {
  const inLists = [...pagesOf(operation, parameters), ...filtersOf(operation), ...sortOf(operation)];
  return [...inLists, ...repeatsOf(operation), ...conditionsOf(parameters), ...jobOf(operation), ...eventsOf(operation)];
}

function pagesOf({ 'x-pagination': style }: DescribedOperation, parameters: readonly DescribedParameter[]): string[] {
  if (style === undefined) return [];
  const maximum = parameters.find(({ name }) => name === 'per_page')?.schema?.maximum;
  const size = `\`per_page\`${maximum === undefined ? '' : ` up to ${maximum}`}`;
  return style === 'page'
    ? [`**Pages** \`page\` and ${size}; \`Link\` leads to the others`]
    : [`**Pages** ${size}; \`next_cursor\` of one page is \`cursor\` for the next, and \`Link\` leads there`];
}

function filtersOf({ 'x-filter': filters = {} }: DescribedOperation): string[] {
  const each = Object.entries(filters).map(([name, { field, operator }]) => {
    return `\`${name}\` (${field === name ? '' : `\`${field}\` `}${COMPARES[operator]})`;
  });
  return each.length > 0 ? [`**Filters** ${each.join(', ')}`] : [];
}

function sortOf({ 'x-sort': sort }: DescribedOperation): string[] {
  if (!sort) return [];
  return [`**Sort** by ${choice(sort.fields, sort.default)}; \`order\` ${choice(['asc', 'desc'], sort.order)}; ties by \`id\``];
}

function choice(values: readonly string[], usual: string): string {
  return values.map((value) => `\`${value}\`${value === usual ? ' (default)' : ''}`).join(', ');
}

function repeatsOf({ 'x-idempotency': kept }: DescribedOperation): string[] {
  if (!kept) return [];
  return [`**Idempotent** Send an \`Idempotency-Key\` and, to be sure, the same request again: it is carried out once, and its answer is kept for ${hours(kept.ttl)}`];
}

function hours(seconds: number): string {
  const count = seconds / 3600;
  return Number.isInteger(count) ? `${count} ${count === 1 ? 'hour' : 'hours'}` : `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}

function conditionsOf(parameters: readonly DescribedParameter[]): string[] {
  const takes = (header: string) => parameters.some(({ name, in: where }) => where === 'header' && name.toLowerCase() === header);
  return [
    ...(takes('if-none-match') ? ['**Conditional** Send the `ETag` back in `If-None-Match`: 304 while nothing has changed'] : []),
    ...(takes('if-match') ? ['**Conditional** Send the `ETag` in `If-Match` to change only what you have seen: 412 when it has changed'] : []),
  ];
}

function jobOf({ 'x-job': job }: DescribedOperation): string[] {
  if (!job) return [];
  const ways = [
    `ask \`${job.get}\` until \`${job.status}\` is ${job.ends.map((end) => `\`${end}\``).join(', ').replace(/, ([^,]*)$/, ' or $1')}`,
    ...(job.progress === undefined ? [] : [`\`${job.progress}\` tells how far it is`]),
    ...(job.result === undefined ? [] : [`\`${job.result}\` has what came of it`]),
    ...(job.cancel === undefined ? [] : [`\`${job.cancel}\` ends it`]),
  ];
  return [`**Goes on behind the answer** ${ways.join('; ')}`];
}

function eventsOf({ 'x-events': events = [] }: DescribedOperation): string[] {
  return events.length > 0 ? [`**Sends** ${events.map((event) => `\`${event}\``).join(', ')}`] : [];
}
