import type { Stage } from '../stage.ts';
import type { Block } from './blocks.ts';
import type { GuidePage } from './page.ts';
import { runPage, type BlockRun } from './run-page.ts';

/** Makes what gives the run of one block: the page is run as a whole, and once, when the first of its blocks is asked for. */
export function pageRunner(stage: () => Stage, page: GuidePage): (block: Block) => Promise<BlockRun> {
  let runs: Promise<BlockRun[]> | undefined;
  return async (block) => {
    runs ??= runPage(stage(), page);
    const run = (await runs).find((one) => one.block === block);
    if (!run) throw new Error(`${page.shownPath}:${block.line} was not run.`);
    return run;
  };
}
