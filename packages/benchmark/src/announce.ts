/** What the server's process is asked: to collect its garbage first, or only what it has used. */
export type Question = 'collect' | 'usage';

/** What the server's process tells when it takes requests. */
export interface Ready {
  url: string;
  /** Milliseconds that it took until then. */
  readyMs: number;
}

/** What the server's process has used so far. */
export interface Usage {
  cpuMicros: number;
  rssBytes: number;
}

/** What goes from the server's process to the benchmark's. */
export type Told = { ready: Ready } | { usage: Usage };

/** Tells the benchmark that this process takes requests, and from then on what it has used, whenever it is asked. */
export function announce(ready: Ready): void {
  process.on('message', (question: Question) => {
    if (question === 'collect') globalThis.gc?.();
    tell({ usage: usage() });
  });
  tell({ ready });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() };
}

function tell(told: Told): void {
  process.send?.(told);
}
