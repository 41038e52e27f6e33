import { anchorOf, code } from './markdown.ts';

/** Where the pages are: every address begins with it. */
const BASE = '/docs';

/** The guides that pages of the contract send their readers to. */
export type Guide =
  | 'authentication'
  | 'errors'
  | 'filtering-and-sorting'
  | 'idempotency'
  | 'jobs'
  | 'pagination'
  | 'rate-limits'
  | 'sandbox'
  | 'sdks'
  | 'versions'
  | 'webhooks';

/** The address of a page, by its id. */
export function addressOf(id: string): string {
  return `${BASE}/${id}/`;
}

/** `createProject`, as a link to its page. */
export function operationLink(operationId: string): string {
  return `[${code(operationId)}](${addressOf(`operations/${operationId}`)})`;
}

/** `project.created`, as a link to its page. */
export function eventLink(name: string): string {
  return `[${code(name)}](${addressOf(`events/${name}`)})`;
}

/** `project_not_found`, as a link to its page. */
export function errorLink(errorCode: string): string {
  return `[${code(errorCode)}](${addressOf(`errors/${errorCode}`)})`;
}

/** The page of a schema, under its name or what else is to be read there. */
export function schemaLink(name: string, text = code(name)): string {
  return `[${text}](${addressOf(`schemas/${name}`)})`;
}

/** `projects:write`, as a link to its place on the page of scopes. */
export function scopeLink(scope: string): string {
  return `[${code(scope)}](${addressOf('scopes')}#${anchorOf(scope)})`;
}

/** A guide, under the words that stand for it. */
export function guideLink(text: string, guide: Guide, heading?: string): string {
  return `[${text}](${addressOf(`guides/${guide}`)}${heading === undefined ? '' : `#${anchorOf(heading)}`})`;
}

/** Where an operation can be tried with a key of one's own. */
export function tryAddress(operationId: string): string {
  return `${BASE}/try/?operation=${encodeURIComponent(operationId)}`;
}

/** Where an operation is in the reference that is one page; Redoc 3 writes its anchors in small letters. */
export function referenceAddress(tag: string, operationId: string): string {
  return `${BASE}/reference#/${encodeURIComponent(tag.toLowerCase())}/${encodeURIComponent(operationId.toLowerCase())}`;
}
