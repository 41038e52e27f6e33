import { relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparedValues, expectedValues } from '../src/samples/agreement.ts';
import type { Call } from '../src/samples/call.ts';
import { checkPrograms, PACKAGES } from '../src/samples/check-programs.ts';
import { difference } from '../src/samples/difference.ts';
import { LANGUAGES, LANGUAGE_NAMES } from '../src/samples/emit/languages.ts';
import { prettyJson } from '../src/samples/emit/pretty-json.ts';
import type { GuidePage } from '../src/samples/guides/page.ts';
import { pageRunner } from '../src/samples/guides/page-runner.ts';
import type { BlockRun } from '../src/samples/guides/run-page.ts';
import { readRecording, recordingPath, recordingText, type Recording } from '../src/samples/recording.ts';
import { runOperation, type OperationRun } from '../src/samples/run-operation.ts';
import type { Problem } from '../src/samples/run/interpreter.ts';
import { select } from '../src/samples/selection.ts';
import { openStage, type Stage } from '../src/samples/stage.ts';

// What is recorded is what a server answers, and every sample compiles and runs.
const ROOT = resolve(import.meta.dirname, '../../..');
const { calls, pages } = select(process.env['SAMPLES_ONLY']); // npm run samples -- --check --only …

declare module 'vitest' {
  // The parameters have to be those of Vitest.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** That nothing is wrong; the message is what is. */
    toBeNothing(this: Matchers<R, T>): R;
  }
}
expect.extend({ toBeNothing: (wrong: string | undefined) => ({ pass: wrong === undefined, message: () => wrong ?? 'Nothing is wrong.' }) });

let stage: Stage;
let problems: Promise<Map<string, Problem[]>>;
beforeAll(async () => {
  stage = await openStage(calls.length * LANGUAGE_NAMES.length + pages.length);
  problems = checkPrograms(stage, calls, pages);
});
// Without a server there is no stage, and its own error says why.
afterAll(async () => stage?.[Symbol.asyncDispose]());

it('the packages that samples use compile with them', async () => {
  expect(await problemIn(PACKAGES)).toBeNothing();
});

// One suite of both, since Vitest takes it for a mistake when there is nothing of one kind among what is asked for.
describe.concurrent('samples', () => {
  for (const call of calls) {
    for (const language of LANGUAGE_NAMES) {
      it(`${call.operationId}: its ${LANGUAGES[language].title} sample is answered as recorded`, async () => {
        const wrong = (await problemIn(`${call.operationId} ${language}`)) ?? differs(call, await runOperation(stage, call, language));
        expect(wrong).toBeNothing();
      });
    }
  }

  for (const page of pages) {
    const run = pageRunner(() => stage, page);
    for (const block of page.blocks) {
      it(`${page.name}: line ${block.line} ${block.isRun ? 'prints what the page shows' : 'compiles'}`, async () => {
        const wrong = (await problemIn(`${page.name} ${block.line}`)) ?? (block.isRun ? pageDiffers(page, await run(block)) : undefined);
        expect(wrong).toBeNothing();
      });
    }
  }
});

async function problemIn(program: string): Promise<string | undefined> {
  const found = (await problems).get(program);
  return found?.map(({ path, line, message }) => `${path}:${line}: ${message}`).join('\n');
}

function differs(call: Call, run: OperationRun): string | undefined {
  return run.recording ? recordingDiffers(call, run.recording) : printedDiffers(call, run);
}

function pageDiffers({ shownPath }: GuidePage, { block: { output: shown }, output, failure }: BlockRun): string | undefined {
  return failure ?? (shown && difference(shown.text, output, { file: shownPath, line: shown.line }));
}

function recordingDiffers({ operationId }: Call, recording: Recording): string | undefined {
  const recorded = readRecording(operationId);
  if (!recorded) return `${operationId} has no recording yet: \`npm run samples\` makes it.`;
  return difference(recordingText(recorded), recordingText(recording), place(operationId));
}

function printedDiffers(call: Call, { values }: OperationRun): string | undefined {
  const recorded = readRecording(call.operationId);
  if (!recorded) return undefined; // The sample that shows the answer fails for it.
  const where = difference(prettyJson(expectedValues(call, recorded)), prettyJson(comparedValues(call, values)), { file: `${call.operationId} (what was recorded, line`, line: 1 });
  return where?.replace(/ is not what.*/, ') is not what this sample prints.');
}

function place(operationId: string) {
  return { file: relative(ROOT, recordingPath(operationId)), line: 1 };
}
