import { ApiError, PlumblineError, type ClientOptions } from '@plumbline/client';
import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { classOfCode } from './harness/client-of-version.ts';
import { startStage, type ErrorStage } from './harness/error-stage.ts';
import { PROVOCATIONS, type ErrorCode } from './harness/provoke-error.ts';
import type { ErrorBody } from './harness/send.ts';
import { VERSIONS } from './harness/versions.ts';

const database = testDatabase();
let stage: ErrorStage;
beforeAll(async () => void (stage = await startStage(database())));
afterAll(() => stage[Symbol.asyncDispose]());

const ROWS = VERSIONS.flatMap((version) => (Object.keys(PROVOCATIONS) as ErrorCode[]).map((code) => ({ version, code, title: `${version.name} ${code}` })));
/** The codes that name what is wrong, place by place. */
const DETAILED: ReadonlySet<string> = new Set(['invalid_parameter', 'malformed_json', 'grant_exceeded', 'email_taken', 'validation_failed']);

it.each(ROWS)('$title is caught by its class, by the class of its status, and as an error of the API', async ({ version, code }) => {
  const { operation, provoke } = PROVOCATIONS[code];
  const [options = {}, call] = await provoke(stage, version);
  const { status, retryable } = contract.errors[code];
  const ofCode = classOfCode(version, code);
  const ofStatus = Object.getPrototypeOf(ofCode) as typeof ofCode;

  const { error, body } = await failed(options, (recording) => call(stage.client(version, { ...options, fetch: recording })));

  expect([ofCode, ofStatus, ApiError, PlumblineError, Error].map((Class) => error instanceof (Class as unknown as ErrorConstructor))).toEqual([true, true, true, true, true]);
  expect([ofCode.status, ofStatus.status, ofStatus.code]).toEqual([status, status, undefined]);
  expect(error).toMatchObject({ name: ofCode.name, code, status, retryable, operation, attempts: 1 });
  expect(error).toMatchObject({ requestId: body.request_id, docUrl: body.doc_url, details: body.details ?? [] });
  expect([body.code, body.request_id, body.doc_url]).toEqual([code, expect.stringMatching(/^req_/), expect.stringContaining(code)]);
  expect(error.details.length > 0).toBe(DETAILED.has(code));
  expect(error.message).toContain(body.message);
});

/** Waits for a call to fail, and gives its error with the body of the answer that it stands for. */
async function failed({ fetch: sending = (input, init) => fetch(input, init) }: ClientOptions, call: (recording: NonNullable<ClientOptions['fetch']>) => Promise<unknown>) {
  let refusal: Response | undefined;
  const recording: typeof sending = async (input, init) => {
    const response = await sending(input, init);
    if (!response.ok) refusal = response.clone();
    return response;
  };
  const error = await call(recording).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError) || !refusal) throw new Error('The call was expected to fail by an answer.', { cause: error });
  const { error: body } = (await refusal.json()) as { error: ErrorBody };
  return { error, body };
}
