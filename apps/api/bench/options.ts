import { parseArgs } from 'node:util';
import { chosen, PACE_HELP, PACE_OPTIONS, readPace, type Pace } from '@plumbline/benchmark';
import { PROBES, PROJECTS, type Probe } from './probes.ts';
import { ASKED, type Asked } from './subjects.ts';

export interface Options extends Pace {
  command: 'requests' | 'overload';
  probes: readonly Probe[];
  asked: readonly Asked[];
  profileTo: string | undefined;
  beside: string | undefined;
}

/** Queues fill and empty slowly, so that a round under overload lasts longer. */
const OVERLOAD = { seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: '3' } } as const;

export const HELP = `Measures the whole server, started as an operator starts it (production, memory limiter or REDIS_URL's),
on PGlite and on PostgreSQL with ${PROJECTS} projects in each environment. Beside it, a bare Express 5 in a
process of its own, which looks the key up, compares its hash, and sends the same queries to a copy of the
same database through the same driver. It checks nothing else, counts nothing and logs nothing.

  npm run bench --workspace apps/api -- [options]
  npm run bench --workspace apps/api -- overload [options]

Without \`overload\`, what a request costs. With it, how much of the peak goodput is left at five times the
load that saturates the server, in rounds of ${OVERLOAD.seconds.default} s, ${OVERLOAD.rounds.default} of them.

PostgreSQL is TEST_DATABASE_URL, or one that is started for the run where it is installed.

${PACE_HELP}
  --only <ids>       only these, with commas between them:
                     ${PROBES.map(({ id }) => id).join(', ')}
                     ${ASKED.map(({ id }) => id).join(', ')}
                     (overload: one of each, getProject and sandbox-postgres unless it says otherwise)
  --beside <dir>     measures the API of another working copy too: what a change has saved
  --profile <dir>    keeps a processor profile of every server there
  --help             this text
`;

/**
 * Reads the command line.
 *
 * @returns undefined when help was asked for
 * @throws Error that says which option is wrong
 */
export function readOptions(args: string[]): Options | undefined {
  const isOverload = args.includes('overload');
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...PACE_OPTIONS, ...(isOverload && OVERLOAD), only: { type: 'string', default: '' }, profile: { type: 'string' }, beside: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return undefined;
  const [command = 'requests', ...more] = positionals;
  if ((command !== 'requests' && command !== 'overload') || more.length > 0) {
    throw new Error(`${positionals.join(' ')} is nothing that can be measured: say overload, or nothing; see --help.`);
  }
  const [probes, named] = chosen(values.only, PROBES, ASKED);
  const asked = named.filter(({ server }) => server !== 'beside' || values.beside !== undefined);
  return { command, ...readPace(values), probes, asked, profileTo: values.profile, beside: values.beside };
}
