import type { Comparison } from './compare-contracts.ts';
import type { Finding, Subject } from './finding.ts';

/** Whether a comparison has found anything that breaks a program. */
export function breaks({ findings }: Comparison): boolean {
  return findings.some(({ level }) => level === 'breaking');
}

/**
 * Writes a comparison for a terminal: a line for each finding, breaking ones first, and a last line that counts.
 *
 * @param name what is compared: `v1`
 * @param base what it is compared with: a file, or a commit
 */
export function report(comparison: Comparison, name: string, base: string): string {
  const { findings, operations, events, ungated } = comparison;
  const broken = findings.filter(({ level }) => level === 'breaking');
  const notes = findings.filter(({ level }) => level === 'note');
  const compared = `${count(operations, 'operation')} and ${count(events, 'event')} compared with ${base}`;
  return [
    ...[...broken, ...notes].map(lineFor),
    ...(ungated.operations > 0 ? [`${name}: ${count(ungated.operations, 'beta or alpha operation')} promised nothing; ${count(ungated.changes, 'change')} there.`] : []),
    broken.length === 0
      ? `${name}: nothing breaks; ${compared}.`
      : `${name}: ${count(broken.length, 'breaking change')}; ${compared}. Undo what breaks, or bring it in a new version of the API.`,
    '',
  ].join('\n');
}

function lineFor({ level, subject, side, pointer, message }: Finding): string {
  return `${level}: ${wordsFor(subject)}, ${side} ${pointer}: ${message}`;
}

function wordsFor(subject: Subject): string {
  if ('event' in subject) return `event ${subject.event}`;
  if ('component' in subject) return subject.component;
  return `${subject.operationId} (${subject.method} ${subject.path})`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
