/** How a benchmark goes about it. */
export interface Pace {
  /** Seconds that one round of one server takes. */
  seconds: number;
  connections: number;
  rounds: number;
}

/** The options of `node:util` `parseArgs` that a pace is read from. */
export const PACE_OPTIONS = {
  seconds: { type: 'string', default: '0.4' },
  rounds: { type: 'string', default: '9' },
  connections: { type: 'string', default: '16' },
} as const;

export const PACE_HELP = `  --seconds <n>      load per server and round, 0.1 to 10        (${PACE_OPTIONS.seconds.default})
  --rounds <n>       rounds, 1 to 25                             (${PACE_OPTIONS.rounds.default})
  --connections <n>  connections at once, 1 to 256               (${PACE_OPTIONS.connections.default})`;

/** @throws Error that says which option is wrong */
export function readPace(values: Record<keyof typeof PACE_OPTIONS, string>): Pace {
  return {
    seconds: within('seconds', values.seconds, 0.1, 10),
    rounds: Math.round(within('rounds', values.rounds, 1, 25)),
    connections: Math.round(within('connections', values.connections, 1, 256)),
  };
}

/** @throws Error when an option is no number within its bounds */
export function within(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) throw new Error(`--${name} must be a number from ${least} to ${most}.`);
  return value;
}

/**
 * Those of each kind that `--only` names, or all where it names none of the kind.
 *
 * @throws Error that names what is of no kind
 */
export function chosen<Kinds extends readonly (readonly { id: string }[])[]>(only: string, ...kinds: Kinds): { [Index in keyof Kinds]: Kinds[Index] } {
  const named = only.split(',').filter((id) => id !== '');
  const unknown = named.filter((id) => !kinds.flat().some((one) => one.id === id));
  if (unknown.length > 0) throw new Error(`--only does not know ${unknown.join(', ')}; see --help.`);
  return kinds.map((all) => {
    const some = all.filter(({ id }) => named.includes(id));
    return some.length > 0 ? some : all;
  }) as unknown as { [Index in keyof Kinds]: Kinds[Index] }; // A map over a tuple gives an array.
}
