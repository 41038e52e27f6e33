import { expect, it, vi } from 'vitest';
import { insist } from './insist.ts';

const GONE = new Error('gone');
const database = { isUnavailable: (error: unknown) => error === GONE };

it('asks again until the database is back', async () => {
  const ask = vi.fn<() => Promise<string>>().mockRejectedValueOnce(GONE).mockResolvedValue('answer');

  expect(await insist(database, { isLost: () => false }, ask)).toBe('answer');
  expect(ask).toHaveBeenCalledTimes(2);
});

it.each([
  ['what is no outage', new Error('other'), false],
  ['an outage once the job is lost', GONE, true],
])('throws %s at once', async (_, error, isLost) => {
  const ask = vi.fn<() => Promise<string>>().mockRejectedValue(error);

  await expect(insist(database, { isLost: () => isLost }, ask)).rejects.toBe(error);
  expect(ask).toHaveBeenCalledTimes(1);
});
