/**
 * Where a text is not what was recorded, for whoever has to mend it: the file with the line, and what is different there.
 *
 * @param place the file, and the line of it at which the recorded text begins
 * @returns undefined when they are the same
 */
export function difference(recorded: string, found: string, { file, line }: { file: string; line: number }): string | undefined {
  if (recorded === found) return undefined;

  const [before, after] = [recorded.split('\n'), found.split('\n')];
  const first = before.findIndex((text, index) => text !== after[index]);
  const at = first === -1 ? before.length : first;
  const shared = sharedEnd(before.slice(at), after.slice(at));
  const lines = (sign: string, texts: readonly string[]) => texts.slice(at, texts.length - shared).map((text) => `${sign} ${text}`);
  return [`${file}:${line + at} is not what was answered. If that is as it should be, \`npm run samples\` records it.`, ...lines('-', before), ...lines('+', after)].join('\n');
}

/** How many lines at the end are the same in both. */
function sharedEnd(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
}
