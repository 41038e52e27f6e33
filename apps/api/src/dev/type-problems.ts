/**
 * Turns what the type checker printed into lines `file:line:column reason`. Of a chain of reasons, which begins
 * with whole types, the last is kept: it names the property.
 */
export function typeProblems(output: string): string[] {
  const problems: { where: string; reason: string }[] = [];
  for (const line of output.split('\n')) {
    const [, file, row, column, reason] = /^(\S.*?)\((\d+),(\d+)\): error (?:TS\d+: )?(.*)$/.exec(line) ?? [];
    const last = problems.at(-1);
    if (reason !== undefined) problems.push({ where: `${file}:${row}:${column} `, reason });
    else if (last && line.startsWith(' ')) last.reason = line.trim();
    else if (line.trim() !== '') problems.push({ where: '', reason: line });
  }
  return problems.map(({ where, reason }) => where + reason);
}
