import { contract } from '@plumbline/contract';
import { prettyJson } from './emit/pretty-json.ts';
import { readRecording } from './recording.ts';
import { samplesOf, type Programs } from './samples-of.ts';

/** How an operation is called, and what it answered. */
export interface Sample extends Programs {
  /** What the server answered in the last recorded run; undefined until there is one. */
  response?: { status: number; headers: Record<string, string>; body: string; type: string };
}

export type Samples = Readonly<Record<string /* operationId */, Sample>>;

/** The samples of every operation of v1, with the answers that `npm run samples` has recorded. */
export function readSamples(): Samples {
  return Object.fromEntries(Object.entries(samplesOf(contract.document)).map(([operationId, programs]) => [operationId, { ...programs, ...responseOf(operationId) }]));
}

function responseOf(operationId: string): Pick<Sample, 'response'> {
  const recorded = readRecording(operationId);
  if (!recorded) return {};
  const { status, type, headers, body } = recorded;
  return { response: { status, type, headers, body: type === 'application/json' ? prettyJson(body) : String(body ?? '') } };
}
