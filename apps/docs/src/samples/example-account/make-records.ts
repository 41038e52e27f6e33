import { exampleParameter, exampleValue } from './examples.ts';
import { makeProject } from './make-project.ts';
import type { Maker } from './maker.ts';

const DAY = 24 * 60 * 60 * 1_000;

/** A request that made a project, in the log. */
export const logEntry: Maker = {
  shown: (document) => exampleParameter(document, 'RequestFilter'),
  make: async ({ document, account, stand }) => {
    await makeProject(document, account, stand);
    const { data } = await account.until<{ data: { id: string }[] }>('/logs?operation=createProject', ({ data: found }) => found.length > 0);
    stand(exampleParameter(document, 'RequestFilter'), data[0]?.id ?? '');
  },
};

/** Requests about the example project, counted; the three days that the contract asks about end with the one on which this runs. */
export const countedDays: Maker = {
  shown: (document) => exampleParameter(document, 'UsageFrom'),
  make: async ({ document, account, stand }) => {
    await account.send('POST', '/resources', exampleValue(document, 'StorageCreate'));
    await account.send('GET', `/projects/${exampleParameter(document, 'ProjectId')}`);
    // Without the project, as every request that names it is one about it.
    await account.until<{ by_operation: { operation: string }[] }>('/usage', ({ by_operation }) => by_operation.some(({ operation }) => operation === 'getProject'));

    const today = Math.floor(Date.now() / DAY) * DAY;
    const first = Date.parse(exampleParameter(document, 'UsageFrom'));
    for (let day = 0; day <= 3; day += 1) stand(text(first + day * DAY), text(today + (day - 2) * DAY));
  },
};

function text(time: number): string {
  return new Date(time).toISOString();
}
