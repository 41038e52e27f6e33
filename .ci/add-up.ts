import { globSync, readFileSync } from 'node:fs';

// Adds up what every suite has written to its test-results, and ends with the one line that says it all.
// A run that failed without a failed test (a linter, a type error, a suite that did not load) counts as one failure.
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

const exitCode = Number(process.argv[2] ?? '0');
const reports = globSync(['openapi/test-results/*.json', '{packages,apps}/*/test-results/*.json', '.ci/house/test-results/*.json', '.ci/test-results/*.json'])
  .filter((path) => !/\/bench(?:-\w+)?\.json$/.test(path))
  .toSorted();
let passed = 0;
let failed = 0;
let skipped = 0;
for (const path of reports) {
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  passed += report.numPassedTests;
  failed += report.numFailedTests + unloaded;
  skipped += report.numPendingTests;
  process.stdout.write(`${path.padEnd(56)} ${String(report.numPassedTests).padStart(5)} passed ${report.numFailedTests + unloaded} failed\n`);
}
if (exitCode !== 0 && failed === 0) failed = 1;
if (reports.length === 0) failed = Math.max(failed, 1);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 ? 1 : 0;
