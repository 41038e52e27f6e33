/** A JSON value whose members are watched. */
export interface Watched {
  value: object;
  /** The pointers of the members that nobody has read; what is below such a member is not named. */
  unread(): string[];
}

/** Watches who reads which members of a JSON value: what a validator never asks for is not in its schema. */
export function watchReads(value: object, pointer = ''): Watched {
  const read = new Set<string>();
  const below = new Map<string, Watched>();
  const members = value as Record<string, unknown>;

  return {
    value: new Proxy(value, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof key === 'symbol') return member;
        read.add(key);
        if (typeof member !== 'object' || member === null || !Object.hasOwn(target, key)) return member;
        const watched = below.get(key) ?? watchReads(member, `${pointer}/${key}`);
        below.set(key, watched);
        return watched.value;
      },
    }),
    unread: () => Object.keys(members).flatMap((key) => (read.has(key) ? (below.get(key)?.unread() ?? []) : [`${pointer}/${key}`])),
  };
}
