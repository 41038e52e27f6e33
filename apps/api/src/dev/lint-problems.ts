interface Linted {
  problems: {
    ruleId: string;
    message: string;
    location: { source: { ref: string }; start?: { line: number; col: number } }[];
  }[];
}

/**
 * Turns the linter's JSON into lines `file:line:column message (rule)`, each once.
 *
 * @param stdout what `redocly lint --format json` printed; empty when it could not begin
 * @param stderr what it said beside that, for then
 */
export function lintProblems(stdout: string, stderr: string): string[] {
  const linted = readLinted(stdout);
  if (!linted) return stderr.split('\n').filter((line) => line.trim() !== '');

  const lines = linted.problems.map(({ ruleId, message, location: [place] }) => {
    const where = place ? `${place.source.ref}:${place.start?.line ?? 1}:${place.start?.col ?? 1} ` : '';
    return `${where}${message} (${ruleId})`;
  });
  return [...new Set(lines)];
}

function readLinted(stdout: string): Linted | undefined {
  try {
    return JSON.parse(stdout) as Linted; // The format is Redocly's, whose version is pinned.
  } catch {
    return undefined;
  }
}
