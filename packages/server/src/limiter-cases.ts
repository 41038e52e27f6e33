import type { Window } from './seams.ts';

/** One request of a case, and what the limiter says of it. */
export interface LimiterStep {
  /** Milliseconds that have gone by since the step before. */
  after: number;
  key: string;
  cost: number;
  policy: string;
  windows: readonly Window[];
  allowed: boolean;
  /** What is left of each window, and the milliseconds until it ends. */
  told: readonly { remaining: number; resetAfter: number }[];
}

export interface LimiterCase {
  name: string;
  steps: readonly LimiterStep[];
}

const MINUTE = { name: 'minute', limit: 5, seconds: 60 };
const BURST = { name: 'burst', limit: 2, seconds: 10 };

/**
 * What every limiter does, as steps that a test takes one after the other. Times are coarse, so that a limiter whose
 * clock cannot be stopped can be held against them.
 */
export const LIMITER_CASES: readonly LimiterCase[] = [
  {
    name: 'allows what fits into the window and counts down',
    steps: [
      step({ cost: 3 }, true, [2, 60_000]),
      step({ cost: 2, after: 20_000 }, true, [0, 40_000]),
      step({ cost: 1 }, false, [0, 40_000]),
    ],
  },
  {
    name: 'counts a request in every window or in none',
    steps: [
      step({ cost: 2, windows: [MINUTE, BURST] }, true, [3, 60_000], [0, 10_000]),
      step({ cost: 1, windows: [MINUTE, BURST] }, false, [3, 60_000], [0, 10_000]),
      step({ cost: 1, windows: [BURST, MINUTE] }, false, [0, 10_000], [3, 60_000]),
      step({ cost: 1, windows: [MINUTE, BURST], after: 10_000 }, true, [2, 50_000], [1, 10_000]),
    ],
  },
  {
    name: 'does not begin a window with a request that another window refuses',
    steps: [
      step({ cost: 5 }, true, [0, 60_000]),
      step({ cost: 1, windows: [MINUTE, BURST] }, false, [0, 60_000], [2, 10_000]),
      step({ cost: 0, windows: [BURST], after: 5000 }, true, [2, 10_000]),
    ],
  },
  {
    name: 'only looks where the cost is 0, and begins no window with it',
    steps: [
      step({ cost: 0 }, true, [5, 60_000]),
      step({ cost: 5, after: 20_000 }, true, [0, 60_000]),
      step({ cost: 0, after: 20_000 }, true, [0, 40_000]),
    ],
  },
  {
    name: 'takes what costs more than a whole window for all of it',
    steps: [
      step({ cost: 9 }, true, [0, 60_000]),
      step({ cost: 9 }, false, [0, 60_000]),
      step({ cost: 3, windows: [MINUTE, BURST], after: 60_000 }, true, [2, 60_000], [0, 10_000]),
    ],
  },
  {
    name: 'starts anew with the first request behind the end of the window, and not before',
    steps: [
      step({ cost: 5 }, true, [0, 60_000]),
      step({ cost: 1, after: 50_000 }, false, [0, 10_000]),
      step({ cost: 1, after: 15_000 }, true, [4, 60_000]),
    ],
  },
  {
    name: 'counts keys, policies, windows and lengths apart',
    steps: [
      step({ cost: 5 }, true, [0, 60_000]),
      step({ cost: 1, key: 'bob' }, true, [4, 60_000]),
      step({ cost: 1, policy: 'strict' }, true, [4, 60_000]),
      step({ cost: 1, windows: [{ ...MINUTE, name: 'other' }] }, true, [4, 60_000]),
      step({ cost: 1, windows: [{ ...MINUTE, seconds: 30 }] }, true, [4, 30_000]),
    ],
  },
  {
    name: 'goes on counting when a limit changes',
    steps: [
      step({ cost: 4 }, true, [1, 60_000]),
      step({ cost: 4, windows: [{ ...MINUTE, limit: 50 }] }, true, [42, 60_000]),
      step({ cost: 1, windows: [{ ...MINUTE, limit: 3 }] }, false, [0, 60_000]),
    ],
  },
];

/** A request for ada in the window of a minute of the standard policy, unless it says otherwise. */
function step(asked: Partial<LimiterStep> & { cost: number }, allowed: boolean, ...told: readonly (readonly [number, number])[]): LimiterStep {
  const states = told.map(([remaining, resetAfter]) => ({ remaining, resetAfter }));
  return { after: 0, key: 'ada', policy: 'standard', windows: [MINUTE], ...asked, allowed, told: states };
}
