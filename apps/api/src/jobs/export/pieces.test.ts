import { expect, it } from 'vitest';
import type { Counts } from './pieces.ts';
import { pieces } from './pieces.ts';

it('puts away pieces of some 64 KiB, each of whole lines, with what is in them up to then', async () => {
  const put: [number, number, Counts][] = [];
  const out = pieces(async (number, piece, counts) => void put.push([number, piece.length, counts]));
  await out.write('header', 0);
  out.found(4);
  for (let line = 0; line < 4; line += 1) await out.write('x'.repeat(40_000), 1);
  await out.end();
  await out.end();

  expect(put).toEqual([
    [0, 80_006, { found: 4, written: 2 }],
    [1, 80_000, { found: 4, written: 4 }],
  ]);
});
