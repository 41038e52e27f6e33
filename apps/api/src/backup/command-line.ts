import { parseArgs } from 'node:util';

/** A command that takes a path, and switches. */
export interface Tool {
  help: string;
  /** The option that takes the path: `to`. */
  path: string;
  switches: readonly string[];
  /**
   * Does it, and returns what to say.
   *
   * @throws Error that says what is wrong and what to do.
   */
  run(path: string, switches: ReadonlySet<string>): Promise<string>;
}

interface Streams {
  out(text: string): void;
  err(text: string): void;
}

/**
 * Runs a tool on its arguments.
 *
 * @returns the exit code: 0 when it is done, 1 when it could not be done, 2 when it was asked wrongly.
 */
export async function runTool(tool: Tool, argv: readonly string[], { out, err }: Streams): Promise<number> {
  const asked = parse(tool, argv);
  if (asked.wantsHelp) {
    out(tool.help);
    return 0;
  }
  if (asked.fault !== undefined) {
    err(`${asked.fault}\nAdd --help to see how it is used.`);
    return 2;
  }

  try {
    out(await tool.run(asked.path, asked.switches));
    return 0;
  } catch (error) {
    err(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

type Asked = { path: string; switches: ReadonlySet<string>; wantsHelp: boolean; fault?: string };

function parse({ path: option, switches }: Tool, argv: readonly string[]): Asked {
  const none = { path: '', switches: new Set<string>(), wantsHelp: false };
  const options = {
    [option]: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    ...Object.fromEntries(switches.map((name) => [name, { type: 'boolean' as const }])),
  } as const;

  try {
    const { values } = parseArgs({ args: [...argv], options, allowPositionals: false });
    const path = values[option];
    const on = new Set(switches.filter((name) => values[name] === true));
    if (values['help'] === true) return { ...none, wantsHelp: true };

    return typeof path === 'string' && path !== '' ? { ...none, path, switches: on } : { ...none, fault: `--${option} is missing.` };
  } catch (error) {
    // Node's messages go on to explain how to write what nobody meant.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return { ...none, fault: first.replace(/\.?$/, '.') };
  }
}
