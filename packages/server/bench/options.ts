import { parseArgs } from 'node:util';
import { chosen, PACE_HELP, PACE_OPTIONS, readPace, type Pace } from '@plumbline/benchmark';
import { PROBES, type Probe } from './probes.ts';
import { SERVERS, type Server } from './servers.ts';

export interface Options extends Pace {
  probes: readonly Probe[];
  servers: readonly Server[];
}

export const HELP = `Measures what a request costs: the kit with 5 and with 1,000 operations, bare Express, and
stock express-openapi-validator.

  npm run bench --workspace packages/server -- [options]

${PACE_HELP}
  --only <ids>       only these, with commas between them:
                     ${PROBES.map(({ id }) => id).join(', ')}
                     ${SERVERS.map(({ id }) => id).join(', ')}
  --help             this text
`;

/**
 * Reads the command line.
 *
 * @returns undefined when help was asked for
 * @throws Error that says which option is wrong
 */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: { ...PACE_OPTIONS, only: { type: 'string', default: '' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return undefined;
  const [probes, servers] = chosen(values.only, PROBES, SERVERS);
  return { ...readPace(values), probes, servers };
}
