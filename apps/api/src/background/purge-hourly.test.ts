import { expect, it } from 'vitest';
import { purgeHourly } from './purge-hourly.ts';

const rows: [string, () => Promise<number | void>, object[]][] = [
  ['how many went', async () => 3, [['info', { count: 3 }, 'things were deleted, since they are old']]],
  ['nothing when none went', async () => 0, []],
  ['nothing when nobody counted', async () => {}, []],
  [
    'what failed',
    () => Promise.reject(new Error('no')),
    [['error', { err: new Error('no') }, 'things that are to go, since they are old, could not be deleted; it is tried again in an hour']],
  ],
];

it.each(rows)('logs %s, at once', async (_what, purge, want) => {
  const logged: object[] = [];
  const log = {
    info: (fields: object, text: string) => void logged.push(['info', fields, text]),
    error: (fields: object, text: string) => void logged.push(['error', fields, text]),
  };
  const stop = purgeHourly({ purge, what: 'things', why: 'they are old', log });
  await stop();
  expect(logged).toEqual(want);
});
