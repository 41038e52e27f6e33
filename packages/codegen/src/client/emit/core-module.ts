import type { OpenApiDocument } from '../../document.ts';

/** Writes the class that knows where the API is, and no operation. */
export function emitCore(document: OpenApiDocument): string {
  return `import { BaseCore } from '../core/base-core.ts';
import type { ClientOptions } from '../core/client-options.ts';
import type { ErrorClass } from '../core/operation.ts';

/** What the functions of \`./operations\` are called with: sends requests, and has no operation itself. */
export class Core extends BaseCore {
  /**
   * @param errors classes for codes that an operation does not declare; without them, such an error has the class of its status
   * @throws TypeError when an option is not what it can be
   */
  constructor(options: ClientOptions = {}, errors: readonly ErrorClass[] = []) {
    super(options, { baseUrl: ${JSON.stringify(baseUrl(document))}, errors });
  }
}
`;
}

/** The first server, its variables filled in; empty when it is no absolute URL, so that each client has to be told. */
function baseUrl({ servers: [server] = [] }: OpenApiDocument): string {
  const url = (server?.url ?? '').replaceAll(/\{([^}]+)\}/g, (template, name: string) => server?.variables?.[name]?.default ?? template);
  return URL.canParse(url) ? url.replace(/\/+$/, '') : '';
}
