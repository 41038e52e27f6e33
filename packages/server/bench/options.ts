import { parseArgs } from 'node:util';
import { PROBES, type Probe } from './probes.ts';
import { SERVERS, type Server } from './servers.ts';

export interface Options {
  /** Seconds that one round of one server takes. */
  seconds: number;
  connections: number;
  rounds: number;
  probes: readonly Probe[];
  servers: readonly Server[];
}

export const HELP = `Measures what a request costs: the kit with 5 and with 1,000 operations, bare Express, and
stock express-openapi-validator.

  npm run bench -- -- [options]                       in the repository's root
  npm run bench --workspace packages/server -- [options]

  --seconds <n>      load per server and round, 0.1 to 10        (0.4)
  --rounds <n>       rounds, 1 to 25                             (9)
  --connections <n>  connections at once, 1 to 256               (16)
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
    options: {
      seconds: { type: 'string', default: '0.4' },
      rounds: { type: 'string', default: '9' },
      connections: { type: 'string', default: '16' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const only = values.only.split(',').filter((id) => id !== '');
  const unknown = only.filter((id) => ![...PROBES, ...SERVERS].some((one) => one.id === id));
  if (unknown.length > 0) throw new Error(`--only does not know ${unknown.join(', ')}; see --help.`);
  return {
    seconds: within('seconds', values.seconds, 0.1, 10),
    rounds: Math.round(within('rounds', values.rounds, 1, 25)),
    connections: Math.round(within('connections', values.connections, 1, 256)),
    probes: chosen(PROBES, only),
    servers: chosen(SERVERS, only),
  };
}

function within(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!(value >= least && value <= most)) throw new Error(`--${name} must be a number from ${least} to ${most}.`);
  return value;
}

/** Those that are named, or all where none of the kind is. */
function chosen<One extends { id: string }>(all: readonly One[], only: readonly string[]): readonly One[] {
  const named = all.filter(({ id }) => only.includes(id));
  return named.length > 0 ? named : all;
}
