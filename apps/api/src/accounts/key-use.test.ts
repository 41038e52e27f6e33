import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyUse } from './key-use.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

let written: [string, number][][];
let failures: unknown[];
/** What a write does before it is done. */
let during: () => Promise<void>;
let use: ReturnType<typeof keyUse>;

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  failures = [];
  during = async () => {};
  use = start();
});
afterEach(() => vi.useRealTimers());

async function touch(uses: ReadonlyMap<string, Date>): Promise<void> {
  await during();
  written.push([...uses].map(([id, time]) => [id, time.getUTCSeconds()]));
}

function start(most?: number) {
  return keyUse({ keys: { touch }, onFailure: (error) => void failures.push(error), ...(most && { most }) });
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const fail = () => Promise.reject(new Error('no database'));

describe('keyUse', () => {
  it('writes once a second what was used since, each key with its last use', async () => {
    use.note('key_1', at(1));
    use.note('key_2', at(2));
    use.note('key_1', at(3));
    await wait(999);
    expect(written).toEqual([]);

    await wait(1);
    expect(written).toEqual([[['key_2', 2], ['key_1', 3]]]);
  });

  it('writes nothing, and waits for nothing, while nothing is used', async () => {
    use.note('key_1', at(1));
    await wait(1_000);

    expect(vi.getTimerCount()).toBe(0);
    await wait(10_000);
    expect(written).toHaveLength(1);
  });

  it('writes one after the other, and loses nothing that is used meanwhile', async () => {
    const { promise, resolve: finish } = Promise.withResolvers<void>();
    during = () => promise;
    use.note('key_1', at(1));
    await wait(1_000);
    use.note('key_1', at(2));
    use.note('key_2', at(2));
    await wait(5_000);
    expect(written).toEqual([]);

    finish();
    during = async () => {};
    await wait(1_000);
    expect(written).toEqual([[['key_1', 1]], [['key_1', 2], ['key_2', 2]]]);
  });

  it('keeps what cannot be written for the next time, and complains once until it works again', async () => {
    during = fail;
    use.note('key_1', at(1));
    use.note('key_2', at(1));
    await wait(1_000);
    use.note('key_1', at(2));
    await wait(3_000);
    expect(failures).toEqual([new Error('no database')]);

    during = async () => {};
    await wait(1_000);
    expect(written).toEqual([[['key_2', 1], ['key_1', 2]]]);

    during = fail;
    use.note('key_3', at(3));
    await wait(1_000);
    expect(failures).toHaveLength(2);
  });

  it('forgets those whose use is longest ago when it has to keep too many', async () => {
    use = start(2);
    during = fail;
    use.note('key_1', at(1));
    use.note('key_2', at(2));
    await wait(1_000);
    use.note('key_1', at(3));
    use.note('key_3', at(4));
    await wait(1_000);

    during = async () => {};
    await wait(1_000);
    expect(written).toEqual([[['key_1', 3], ['key_3', 4]]]);
  });
});

describe('close', () => {
  it('writes what is left, and then nothing more', async () => {
    use.note('key_1', at(1));
    await use.close();
    use.note('key_2', at(2));
    await wait(10_000);

    expect(written).toEqual([[['key_1', 1]]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for what is being written', async () => {
    const { promise, resolve: finish } = Promise.withResolvers<void>();
    during = () => promise;
    use.note('key_1', at(1));
    await wait(1_000);
    during = async () => {};
    use.note('key_2', at(2));
    const closed = use.close();
    finish();
    await closed;

    expect(written).toEqual([[['key_1', 1]], [['key_2', 2]]]);
  });

  it('says what it could not write, and ends', async () => {
    during = fail;
    use.note('key_1', at(1));
    await use.close();
    await wait(10_000);

    expect(failures).toHaveLength(1);
    expect(written).toEqual([]);
  });
});

it('does not keep the process alive', () => {
  vi.useRealTimers();
  const timer = vi.spyOn(globalThis, 'setTimeout');
  use.note('key_1', at(1));

  expect(timer.mock.results.map(({ value }) => value.hasRef())).toEqual([false]);
  timer.mockRestore();
});
