import type { Outbound, OutboundAnswer } from '../outbound/outbound.ts';
import type { ClaimedTask, TaskOutcome } from '../store/task-queue.ts';
import type { Processor } from './processor.ts';
import { readOutput } from './read-output.ts';

/**
 * Lets a processor work at one task. It gets the input as JSON by POST, with the ids of the job and the task and, since
 * it may be called again for the same task, the task's id as `Idempotency-Key`. A processor without a URL echoes.
 *
 * @param signal gives the call up; what it returns then says nothing of the task
 * @returns how it went; that a call has failed is never thrown.
 */
export async function callProcessor(outbound: Pick<Outbound, 'post'>, processor: Processor, jobId: string, task: ClaimedTask, signal: AbortSignal): Promise<TaskOutcome> {
  if ('fault' in processor) return failed(processor.fault);
  const { url, timeoutMs } = processor;
  if (url === null) return { status: 'succeeded', output: task.input };

  const headers = { 'content-type': 'application/json', 'x-plumbline-job': jobId, 'x-plumbline-task': task.id, 'idempotency-key': task.id };
  return outcomeOf(await outbound.post(url, { headers, body: JSON.stringify(task.input), timeoutMs, signal }), timeoutMs);
}

function outcomeOf(answer: OutboundAnswer, timeoutMs: number): TaskOutcome {
  if (answer.kind === 'refused') return failed(`The processor was not called: ${answer.reason}`);
  if (answer.kind === 'failed') {
    return failed(answer.isTimeout ? `The processor has not answered within ${timeoutMs / 1_000} s.` : `The call of the processor has failed: ${answer.reason}`);
  }

  const { status, text, isCut } = answer;
  if (status >= 300 && status < 400) return failed(`The processor answered ${status}, and redirects are not followed.`);
  if (status < 200 || status >= 300) return failed(`The processor answered ${status}.`);
  if (isCut) return failed('The processor answered with more than 64 KiB.');
  return { status: 'succeeded', output: readOutput(text) };
}

function failed(error: string): TaskOutcome {
  return { status: 'failed', error: error.toWellFormed().replaceAll('\0', '\uFFFD') };
}
