/** What is said of one window, in whole numbers: `q` and `w` (seconds) by its policy, `r` and `t` (seconds) of its state. */
export type LimitItem = Partial<Record<'q' | 'w' | 'r' | 't', number>>;

// A text with `=` in front of it is the value of a parameter, such as a partition key, and no name.
const TOKEN = /(=?)"((?:\\.|[^"])*)"|; *([qwrt])=(\d+)/g;

/**
 * Reads `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10: lists of strings with parameters,
 * RFC 9651) as one list, by the names of the windows. Whatever else an item says is passed over.
 *
 * @param fields the two, with a comma in between
 */
export function readLimitItems(fields: string): Map<string, LimitItem> {
  const items = new Map<string, LimitItem>();
  let item: LimitItem = {};
  for (const [, equals, name = '', parameter, value] of fields.matchAll(TOKEN)) {
    if (parameter) item[parameter as keyof LimitItem] = Number(value); // TOKEN knows no others.
    else if (!equals) items.set(name, (item = items.get(name) ?? {}));
  }
  return items;
}
