/** Choices that are the same for the same seed. */
export interface Random {
  /** From 0 up to this, which it never is. */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  shuffle<Item>(items: readonly Item[]): Item[];
  /** Picks, and does not pick the same of these items again before it has picked every other. */
  deal<Item>(items: readonly Item[]): Item;
}

/** Makes choices out of a seed, by Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const decks = new WeakMap<readonly unknown[], unknown[]>();

  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('There is nothing to pick from.');
    return items[below(items.length)] as Item; // There are items, and the index is below their number.
  };
  const shuffle = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, place: next() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ item }) => item);

  return {
    below,
    chance: (share) => next() < share,
    pick,
    shuffle,
    deal<Item>(items: readonly Item[]) {
      const [top = pick(items), ...rest] = (decks.get(items) ?? shuffle(items)) as Item[]; // A deck holds some of the items that it is of.
      decks.set(items, rest.length > 0 ? rest : shuffle(items));
      return top;
    },
  };
}
