import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** One check of one answer that failed. */
export interface Failure {
  operation: string;
  phase: string;
  check: string;
  status: number | undefined;
  /** The code of the error, and of each of its details. */
  code: string | undefined;
  details: string[];
  message: string;
  /** The request, without its credentials. */
  request: string;
}

/** What Schemathesis did to one version. */
export interface Report {
  requests: number;
  checks: number;
  /** Which operation was checked for what. */
  checked: Set<string>;
  failures: Failure[];
  /** Whatever kept it from examining everything. */
  gaps: string[];
}

interface Scenario {
  phase: string;
  recorder: {
    cases?: Record<string, { value: { method: string; path: string } }>;
    checks?: Record<string, { name: string; status: string; failure_info?: { failure: { operation: string; message: string } } }[]>;
    interactions?: Record<string, Interaction>;
  };
}

interface Interaction {
  request: { method: string; uri: string; headers: Record<string, string[]>; body?: { $base64: string } | null };
  response?: { status_code: number; content?: { $base64: string } | null } | null;
}

interface Summary {
  operations: { total: number; tested: number; errored: number };
  phases: Record<string, { status: string; skip_reason: string | null }>;
  complete: boolean;
  errors: unknown[];
  /** Operations, by what it was warned of. */
  warnings: Record<string, string[]>;
}

/** Warnings that say that something was hardly examined; the others are advice. */
const SERIOUS = ['missing_auth', 'rate_limited', 'unsupported_regex', 'unresolvable_reference', 'missing_deserializer'];

/** Reads what Schemathesis has written beside `<path>.json`: its events are in `<path>.ndjson`. */
export async function readReport(path: string): Promise<Report> {
  const report: Report = {
    requests: 0,
    checks: 0,
    checked: new Set(),
    failures: [],
    gaps: gapsOf(JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Summary),
  };
  for await (const line of createInterface({ input: createReadStream(`${path}.ndjson`) })) {
    const { ScenarioFinished: scenario } = JSON.parse(line) as { ScenarioFinished?: Scenario };
    if (scenario) addScenario(report, scenario);
  }
  return report;
}

function gapsOf({ operations, phases, complete, errors, warnings }: Summary): string[] {
  const skipped = ['examples', 'coverage', 'fuzzing', 'stateful'].filter((phase) => !['success', 'failure'].includes(phases[phase]?.status ?? ''));
  return [
    ...(complete ? [] : ['it did not come to its end']),
    ...(operations.tested === operations.total && operations.total > 0 ? [] : [`${operations.tested} of ${operations.total} operations were tested`]),
    ...skipped.map((phase) => `the phase ${phase} was ${phases[phase]?.status ?? 'left out'} (${phases[phase]?.skip_reason ?? 'no reason given'})`),
    ...SERIOUS.filter((warning) => (warnings[warning] ?? []).length > 0).map((warning) => `${warning}: ${warnings[warning]?.join(', ')}`),
    ...errors.map((error) => `error: ${JSON.stringify(error).slice(0, 500)}`),
  ];
}

function addScenario(report: Report, { phase, recorder: { cases = {}, checks = {}, interactions = {} } }: Scenario): void {
  report.requests += Object.keys(interactions).length;
  for (const [id, all] of Object.entries(checks)) {
    const { method = '', path = '' } = cases[id]?.value ?? {};
    for (const { name, status, failure_info: info } of all) {
      report.checks += 1;
      report.checked.add(`${method} ${path} ${name}`);
      if (status === 'failure' && info)
        report.failures.push({ phase, check: name, operation: `${method} ${path}`, message: info.failure.message, ...told(interactions[id]) });
    }
  }
}

function told(interaction: Interaction | undefined): Pick<Failure, 'status' | 'code' | 'details' | 'request'> {
  if (!interaction) return { status: undefined, code: undefined, details: [], request: 'there was no answer' };
  const { request, response } = interaction;
  const { authorization: _secret, ...headers } = Object.fromEntries(
    Object.entries(request.headers).map(([name, values]) => [name.toLowerCase(), values.join(', ')]),
  );
  const { error } = readJson(textOf(response?.content)) as { error?: { code?: string; details?: { code: string }[] } };
  const codes = new Set((error?.details ?? []).map(({ code }) => code));
  return {
    status: response?.status_code,
    code: error?.code,
    details: [...codes],
    request: `${request.method} ${request.uri} ${JSON.stringify(headers)} ${textOf(request.body)}`.slice(0, 1_000),
  };
}

function textOf(content: { $base64: string } | null | undefined): string {
  return Buffer.from(content?.$base64 ?? '', 'base64').toString('utf8');
}

function readJson(text: string): object {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {}; // A body that is no JSON has no code; the check that failed says what is wrong with it.
  }
}
