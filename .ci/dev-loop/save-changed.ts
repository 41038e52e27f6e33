import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Saves a changed file as many editors do, by renaming another over it, and gives what takes that back. */
export function saveChanged(path: string, change: (text: string) => string): () => void {
  const before = readFileSync(path, 'utf8');
  const write = (text: string) => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  };
  write(change(before));
  return () => write(before);
}
