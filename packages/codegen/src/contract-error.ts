import { relative } from 'node:path';
import { getLineColLocation, ResolveError, YamlParseError, type NormalizedProblem, type Source } from '@redocly/openapi-core';

/** One thing that is wrong in a contract, and where. */
export interface ContractProblem {
  /** The file, relative to the working directory. */
  file: string;
  /** Line and column, counted from 1. */
  line: number;
  column: number;
  /** The JSON Pointer inside the file, when the fault is below its root. */
  pointer: string;
  rule: string;
  message: string;
}

/** A contract that cannot be generated from. Its message lists every problem with file and line. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly problems: readonly ContractProblem[];

  constructor(problems: readonly ContractProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** Writes a problem as `file:line:column message (rule, at pointer)`, which editors make a link of. */
function formatProblem({ file, line, column, pointer, rule, message }: ContractProblem): string {
  return `${file}:${line}:${column} ${message} (${rule}${pointer && `, at ${pointer}`})`;
}

/** Throws the problems when there are any. */
export function throwAny(problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(problems);
}

/** What Redocly has found that is an error, as problems of ours. */
export function errorsOf(found: readonly NormalizedProblem[]): ContractProblem[] {
  return found.filter(({ severity }) => severity === 'error').map(fromRedocly);
}

/** Turns a problem of Redocly's linter into ours. */
function fromRedocly(problem: NormalizedProblem): ContractProblem {
  const [location] = problem.location;
  const start = location ? getLineColLocation(location).start : { line: 1, col: 1 };
  return {
    file: location ? relative(process.cwd(), location.source.absoluteRef) : '',
    line: start.line,
    column: start.col,
    pointer: location?.pointer && location.pointer !== '#/' ? location.pointer : '',
    rule: problem.ruleId,
    message: problem.message,
  };
}

/** Turns what Redocly throws at a file that it cannot read into a ContractError, and throws any other error as it is. */
export function refuse(path: string): (error: unknown) => never {
  return (error) => {
    const problem = fromUnreadable(error, path);
    throw problem ? new ContractError([problem]) : error;
  };
}

/** Turns an error at a file that is no YAML, or is not there, into a problem; undefined when it is another error. */
function fromUnreadable(error: unknown, root: string): ContractProblem | undefined {
  if (error instanceof ResolveError) return problemAtStart(root, error.originalError.message);
  if (!(error instanceof YamlParseError)) return undefined;
  const { source, line, col, originalError } = error;
  // js-yaml's message repeats the place and quotes the lines around it.
  const [message = ''] = originalError.message.split(' in "');
  return { file: relative(process.cwd(), source.absoluteRef), line, column: col, pointer: '', rule: 'yaml', message };
}

/** A problem with the whole of a file. */
export function problemAtStart(path: string, message: string): ContractProblem {
  return { file: relative(process.cwd(), path), line: 1, column: 1, pointer: '', rule: 'struct', message };
}

/** A problem with what stands at a pointer (`#/actions/3`) of a file that was read. */
export function problemAt(source: Source, pointer: string, rule: string, message: string): ContractProblem {
  const { start } = getLineColLocation({ source, pointer, reportOnKey: false });
  return { file: relative(process.cwd(), source.absoluteRef), line: start.line, column: start.col, pointer, rule, message };
}
