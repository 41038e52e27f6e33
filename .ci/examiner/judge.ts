import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { explains, readKnownFailures, type KnownFailure } from './known-failures.ts';
import { readReport, type Failure, type Report } from './report.ts';

// Judges what Schemathesis found: each check of each operation is a test, which fails when a failure is not on the list of
// known ones. The result is written as vitest writes its own, so that .ci/add-up.ts counts it in.
const { values, positionals } = parseArgs({ options: { known: { type: 'string' }, results: { type: 'string' } }, allowPositionals: true });
const known = readKnownFailures(readFileSync(values.known ?? '', 'utf8'));
const used = new Map(known.map((entry) => [entry, 0]));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const tests: { fullName: string; status: 'passed' | 'failed'; failureMessages: string[] }[] = [];

for (const argument of positionals) {
  const [version = '', path = ''] = argument.split('=');
  const report = await readReport(path);
  const unexplained = report.failures.filter((failure) => !isExplained(failure));
  tests.push(...testsOf(version, report, unexplained));
  say(
    `  ${version}: ${report.requests} requests, ${report.checks} checks; ${report.failures.length} failures, of which ${unexplained.length} are not known`,
  );
}
for (const [{ reason, code }, count] of used)
  say(
    count > 0
      ? `  known, ${count} times: ${code}: ${reason.trim()}`
      : `  known, and met no more, so that it can be taken from the list: ${code}: ${reason.trim()}`,
  );

const failed = tests.filter(({ status }) => status === 'failed');
for (const { fullName, failureMessages } of failed) say(`\n${fullName}\n${failureMessages.slice(0, 3).join('\n')}`);
writeResults();
process.exitCode = failed.length > 0 || tests.length === 0 ? 1 : 0;

function isExplained(failure: Failure): boolean {
  const entry = known.find((one: KnownFailure) => explains(one, failure));
  if (entry) used.set(entry, (used.get(entry) ?? 0) + 1);
  return entry !== undefined;
}

function testsOf(version: string, { checked, gaps }: Report, unexplained: readonly Failure[]): typeof tests {
  const messages = new Map<string, string[]>([...checked].map((what) => [what, []]));
  for (const { operation, check, phase, status, message, request } of unexplained) {
    const what = `${operation} ${check}`;
    messages.set(what, [
      ...(messages.get(what) ?? []),
      `  ${phase}: ${message.replaceAll('\n', ' ')}\n    answered ${status ?? 'nothing'} to ${request}`,
    ]);
  }
  messages.set('examined everything', gaps);
  return [...messages].map(([what, failureMessages]) => ({
    fullName: `${version} ${what}`,
    status: failureMessages.length > 0 ? 'failed' : 'passed',
    failureMessages,
  }));
}

function writeResults(): void {
  const path = values.results ?? '';
  const report = {
    numPassedTests: tests.length - failed.length,
    numFailedTests: failed.length,
    numPendingTests: 0,
    testResults: [{ status: failed.length > 0 ? 'failed' : 'passed', assertionResults: tests }],
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
}
