import { createClient } from '@redis/client';

/** A client that waits for nothing by itself: no queue while it is offline, no new connection, no time for an answer. */
export function newRedisClient(url: string, connectTimeout: number) {
  return createClient({
    url,
    // The second version of the protocol says enough here, and whatever calls itself a Redis speaks it.
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    commandOptions: { timeout: undefined },
    socket: { reconnectStrategy: false, connectTimeout },
  });
}

export type RedisClient = ReturnType<typeof newRedisClient>;
