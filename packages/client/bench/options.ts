import { parseArgs } from 'node:util';
import { chosen, PACE_HELP, PACE_OPTIONS, readPace, type Pace } from '@plumbline/benchmark';

/** What can be measured. */
const MEASURES = [{ id: 'fixed' }, { id: 'api' }, { id: 'pacing' }] as const;

export interface Options extends Pace {
  measures: ReadonlySet<(typeof MEASURES)[number]['id']>;
}

export const HELP = `Measures what a call costs: this client's, bare fetch's, openapi-fetch's, that of a client which hey-api
generates from the same contract, and that of a client made by Stainless (openai's, pointed at our server). All
are in this process and take turns; servers are in processes of their own.

  npm run bench --workspace @plumbline/client -- [options]

  fixed   a server that costs next to nothing, so that what the clients cost shows
  api     the API on the embedded database
  pacing  1,000 calls with a key that has 100 a second: how much of it is used

${PACE_HELP}
  --only <ids>       only these, with commas between them: ${MEASURES.map(({ id }) => id).join(', ')}
  --help             this text
`;

/**
 * Reads the command line.
 *
 * @returns undefined when help was asked for
 * @throws Error that says which option is wrong
 */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({ args, options: { ...PACE_OPTIONS, only: { type: 'string', default: '' }, help: { type: 'boolean', default: false } } });
  if (values.help) return undefined;
  const [measures] = chosen(values.only, MEASURES);
  return { ...readPace(values), measures: new Set(measures.map(({ id }) => id)) };
}
