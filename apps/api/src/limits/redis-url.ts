/** Whether this is the URL of a Redis server: `redis://` or `rediss://`, a host, and at most the number of a database. */
export function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;

  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  const isPlain = hostname !== '' && /^(\/\d*)?$/.test(pathname) && search === '' && hash === '';
  return /^rediss?:$/.test(protocol) && isPlain && isDecodable(username) && isDecodable(password);
}

/** Where a Redis is, for people to read: without user and password. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '6379'}${pathname.length > 1 ? pathname : ''}`;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
