import { describe, expect, it, vi } from 'vitest';
import { answered } from '../../test/jobs.ts';
import type { Outbound, OutboundAnswer } from '../outbound/outbound.ts';
import { callProcessor } from './call-processor.ts';

const TASK = { id: 'tsk_1', number: 3, input: { n: 1 }, attempts: 1 };
const PROCESSOR = { url: 'https://processor.example/run', timeoutMs: 2_000 };
const { signal } = new AbortController();

const call = (answer: OutboundAnswer) => callProcessor({ post: async () => answer }, PROCESSOR, 'job_1', TASK, signal);

describe('with a URL', () => {
  it('posts the input as JSON, and says for which task of which job', async () => {
    const post = vi.fn<Outbound['post']>(async () => answered(200, '"done"'));

    expect(await callProcessor({ post }, PROCESSOR, 'job_1', TASK, signal)).toEqual({ status: 'succeeded', output: 'done' });
    expect(post.mock.calls).toEqual([
      [
        'https://processor.example/run',
        {
          headers: { 'content-type': 'application/json', 'x-plumbline-job': 'job_1', 'x-plumbline-task': 'tsk_1', 'idempotency-key': 'tsk_1' },
          body: '{"n":1}',
          timeoutMs: 2_000,
          signal,
        },
      ],
    ]);
  });

  it.each([
    [200, '{"a":1}', { a: 1 }],
    [202, 'text', 'text'],
    [204, '', null],
    [299, 'null', null],
  ])('takes %i for a success', async (status, text, output) => {
    expect(await call(answered(status, text))).toEqual({ status: 'succeeded', output });
  });

  const common = { durationMs: 1 };
  it.each([
    ['a redirect', answered(302, '"x"'), 'The processor answered 302, and redirects are not followed.'],
    ['an error', answered(404, '"x"'), 'The processor answered 404.'],
    ['an information', answered(199, '"x"'), 'The processor answered 199.'],
    ['too long an answer', answered(200, '"x"', { isCut: true }), 'The processor answered with more than 64 KiB.'],
    ['the guard', { kind: 'refused', reason: 'The port 22 is not allowed.', ...common }, 'The processor was not called: The port 22 is not allowed.'],
    ['silence', { kind: 'failed', reason: 'late', isTimeout: true, ...common }, 'The processor has not answered within 2 s.'],
    ['a reset', { kind: 'failed', reason: 'It was reset.\0', isTimeout: false, ...common }, 'The call of the processor has failed: It was reset.\uFFFD'],
  ] as const)('takes %s for a failure, and says nothing of the answer', async (_, answer, error) => {
    expect(await call(answer)).toEqual({ status: 'failed', error });
  });
});

it('echoes without a URL', async () => {
  expect(await callProcessor({ post: vi.fn<Outbound['post']>() }, { url: null, timeoutMs: 1 }, 'job_1', TASK, signal)).toEqual({ status: 'succeeded', output: { n: 1 } });
});

it('fails without a processor', async () => {
  expect(await callProcessor({ post: vi.fn<Outbound['post']>() }, { fault: 'It is gone.' }, 'job_1', TASK, signal)).toEqual({ status: 'failed', error: 'It is gone.' });
});
