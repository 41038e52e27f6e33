import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, join } from 'node:path';

interface Watching {
  close(): void;
}

interface Wishes {
  /** Whether a file is of interest. */
  accept(path: string): boolean;
  /** Gets the files that were written, made or removed. */
  saved(paths: string[]): void;
  /** Milliseconds without another event until `saved` is called. */
  quiet?: number;
}

/** Folders that no person saves into. */
const SKIPPED = new Set(['node_modules', 'dist', 'test-results']);

/**
 * Watches folders and all below them. An event is only a hint to look: what was saved is what differs from
 * the last look, so that it makes no difference how an editor saves.
 */
export function watchFiles(folders: string[], { accept, saved, quiet = 50 }: Wishes): Watching {
  // Node's own recursive watcher on Linux watches each file, and loses it once an editor has renamed another over it.
  const watchers = new Map<string, FSWatcher>();
  let seen = look();
  let timer: NodeJS.Timeout | undefined;

  function hint(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const before = seen;
      seen = look();
      const paths = [...new Set([...before.keys(), ...seen.keys()])].filter((path) => before.get(path) !== seen.get(path));
      if (paths.length > 0) saved(paths);
    }, quiet);
  }

  function look(): Map<string, string> {
    const files = new Map<string, string>();
    const entered = new Set<string>();
    for (const folder of folders) enter(folder, files, entered);
    for (const folder of watchers.keys()) if (!entered.has(folder)) detach(folder);
    return files;
  }

  function enter(folder: string, files: Map<string, string>, entered: Set<string>): void {
    try {
      // Watched before it is read, so that nothing is missed that appears in between.
      if (!watchers.has(folder)) watchers.set(folder, attach(folder));
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith('.')) enter(path, files, entered);
        else if (entry.isFile() && accept(path)) files.set(path, stateOf(path));
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return; // Removed while it was looked at.
    }
    entered.add(folder);
  }

  function attach(folder: string): FSWatcher {
    const watcher = watch(folder, (_event, name) => {
      // A folder that is removed or moved tells so under its own name. A new one of that name needs a new watcher.
      if (name === basename(folder)) detach(folder);
      hint();
    });
    return watcher.on('error', () => {
      detach(folder);
      hint();
    });
  }

  function detach(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  return {
    close() {
      clearTimeout(timer);
      for (const folder of watchers.keys()) detach(folder);
    },
  };
}

function stateOf(path: string): string {
  const state = statSync(path, { throwIfNoEntry: false });
  return state ? `${state.mtimeMs} ${state.size} ${state.ino}` : 'gone';
}
