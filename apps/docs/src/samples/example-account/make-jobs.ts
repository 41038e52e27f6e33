import { exampleParameter, exampleValue } from './examples.ts';
import type { Bench, Maker } from './maker.ts';

interface Job {
  id: string;
  status: string;
  progress: { succeeded: number };
}

const isOver = ({ status }: Job) => status === 'succeeded' || status === 'failed';

/** A run that has come to its end. */
export const job: Maker = {
  shown: (document) => exampleParameter(document, 'JobId'),
  make: async (bench) => {
    const { id } = await run(bench);
    await bench.account.until<Job>(`/jobs/${id}`, isOver);
    bench.stand(exampleParameter(bench.document, 'JobId'), id);
  },
};

/** The first task of that run. */
export const task: Maker = {
  shown: (document) => exampleParameter(document, 'TaskId'),
  make: async ({ document, account, stand, need }) => {
    const of = await need(exampleParameter(document, 'JobId'));
    stand(exampleParameter(document, 'TaskId'), await firstTask(account, of));
  },
};

/** A run that goes on: its processor has done the first of its tasks and is slow with the others. */
export const openJob: Maker = {
  shown: (document) => exampleParameter(document, 'OpenJobId'),
  make: async (bench) => {
    await moveProcessor(bench, bench.receiver.slowUrl);
    const { id } = await run(bench);
    await bench.account.until<Job>(`/jobs/${id}`, ({ progress }) => progress.succeeded === 1);
    bench.stand(exampleParameter(bench.document, 'OpenJobId'), id);
  },
};

/** The first task of a run that has come to its end, although its processor failed; both by the ids that the contract's example has. */
export const failedTask: Maker = {
  shown: (document) => exampleParameter(document, 'FailedTaskId'),
  make: async (bench) => {
    await moveProcessor(bench, bench.receiver.failingUrl);
    const { id } = await run(bench);
    await bench.account.until<Job>(`/jobs/${id}`, isOver);
    bench.stand(String(exampleValue(bench.document, 'TaskQueued')['job_id']), id);
    bench.stand(exampleParameter(bench.document, 'FailedTaskId'), await firstTask(bench.account, id));
  },
};

function run({ document, account }: Bench): Promise<Job> {
  return account.send<Job>('POST', '/jobs', exampleValue(document, 'RunJobCreate'));
}

async function firstTask(account: Bench['account'], of: string): Promise<string> {
  const { data } = await account.send<{ data: { id: string }[] }>('GET', `/tasks?job_id=${of}&sort=number&order=asc`);
  return data[0]?.id ?? '';
}

function moveProcessor({ document, account }: Bench, url: string): Promise<unknown> {
  return account.send('PATCH', `/resources/${exampleParameter(document, 'ResourceId')}`, { config: { url } });
}
