import { isDeepStrictEqual } from 'node:util';
import type { Octets } from './kept-alive.ts';
import type { Material } from './material.ts';
import type { Random } from './random.ts';
import type { GeneratedRequest } from './request.ts';
import type { World } from './world.ts';
import { writeJson } from './write-json.ts';

/** The header by which a caller knows its request again. */
const KEY = 'Idempotency-Key';

/** A request that was carried out, and is not again. */
export interface Kept {
  request: GeneratedRequest;
  answer: Octets;
}

/** Sends again, written in another way, what was carried out; undefined where there is nothing. */
export function makeReplay({ operation }: Material, { kept }: World, random: Random): GeneratedRequest | undefined {
  const own = kept.filter(({ request }) => request.operation === operation);
  if (own.length === 0 || !random.chance(0.2)) return undefined;
  const { request, answer } = random.pick(own.slice(-50));
  const body = request.sent && writeJson(request.sent, random);
  return { ...request, body, what: 'that was carried out before', replays: answer };
}

/** Gives a request an idempotency key where it takes one: mostly a new one, now and then that of another request. */
export function withKey(request: GeneratedRequest, { idempotencyKeys }: Material, random: Random): GeneratedRequest {
  const { world, headers, path, sent, operation, ids } = request;
  if (idempotencyKeys.length === 0 || random.chance(0.3)) return request;
  const other = world.kept.length > 0 && random.chance(0.2) ? random.pick(world.kept) : undefined;
  const isSame = other?.request.operation === operation && other.request.path === path && isDeepStrictEqual(other.request.sent, sent);
  // An id that nothing can have is the 404 of its path before anybody looks at the key.
  if (!other || isSame || ids.some((id) => id.includes('\0'))) return { ...request, headers: { ...headers, [KEY]: newKey(world, idempotencyKeys, random) } };
  return {
    ...request,
    headers: { ...headers, [KEY]: other.request.headers[KEY] ?? '' },
    what: 'with the idempotency key of another request',
    status: 422,
    code: 'idempotency_key_reused',
    faults: [],
  };
}

/** Remembers a request that was carried out under a key. */
export function remember(request: GeneratedRequest, answer: Octets): void {
  if (KEY in request.headers && answer.status < 300) request.world.kept.push({ request, answer });
}

function newKey({ usedKeys }: World, texts: readonly string[], random: Random): string {
  const text = random.pick(texts);
  // Of 255 characters at most, whichever is put in front.
  const key = usedKeys.has(text) ? `${usedKeys.size}.${text}`.slice(0, 255) : text;
  usedKeys.add(key);
  return key;
}
