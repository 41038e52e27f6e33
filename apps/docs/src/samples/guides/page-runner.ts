import type { Stage } from '../stage.ts';
import type { Block } from './blocks.ts';
import type { GuidePage } from './page.ts';
import { runPage, type BlockRun } from './run-page.ts';

/**
 * Makes what gives the run of one block. The page is run as a whole, in its order, when the first of its blocks is asked for; each
 * of them is told as soon as it is over.
 */
export function pageRunner(stage: () => Stage, page: GuidePage): (block: Block) => Promise<BlockRun> {
  const runs = new Map(page.blocks.map((block) => [block, Promise.withResolvers<BlockRun>()]));
  let begun: Promise<void> | undefined;

  async function run(): Promise<void> {
    try {
      for await (const one of runPage(stage(), page)) runs.get(one.block)?.resolve(one);
    } catch (error) {
      for (const { reject, promise } of runs.values()) {
        promise.catch(() => undefined); // Who asks for the block hears of it.
        reject(error);
      }
    }
  }

  return async (block) => {
    begun ??= run();
    const asked = runs.get(block);
    if (!asked) throw new Error(`${page.shownPath} has no such block.`);
    return asked.promise;
  };
}
