import { canBeUnfit } from './fit.ts';
import { keptAlive, type KeptAlive } from './kept-alive.ts';
import { judge } from './judge.ts';
import { learn } from './learn.ts';
import { makeBroken, makeUnfit, wrongsOf, type Wrong } from './make-refused.ts';
import { makeValid } from './make-valid.ts';
import { makeMaterial, type Material } from './material.ts';
import { createOracle } from './oracle.ts';
import { readPublished, type Published } from './published.ts';
import { seeded, type Random } from './random.ts';
import { remember } from './repeats.ts';
import type { GeneratedRequest } from './request.ts';
import { unknownIds } from './targets.ts';
import { readWorld } from './world.ts';

/** What became of the requests of one operation. */
export interface Outcome {
  title: string;
  /** How many were answered with which status, by the kind of request. */
  counts: Map<string, number>;
  /** What was wrong, each time with the request that it was wrong with. */
  complaints: string[];
}

interface Options {
  url: string;
  liveKey: string;
  sandboxKey: string;
  seed: number;
  total: number;
}

/** What one request is to be made of. */
type Draft = { material: Material; wrong?: Wrong; kind: GeneratedRequest['kind'] };

/** The part of all requests that are valid, and the part that a schema lets pass and a rule does not. */
const VALID = 0.45;
const UNFIT = 0.04;
/** How many requests of a kind there are at most among a thousand: hashing a password and putting a sandbox back are slow. */
const AT_MOST: Record<string, number> = { createUser: 2.5, resetSandbox: 1 };
/** The part of the requests that come with a live key; of those that only the sandbox takes, it is larger. */
const LIVE: Record<string, number> & { any: number } = { any: 0.06, resetSandbox: 0.3 };

/**
 * Sends generated requests, one after the other, to every operation of every version that a server publishes.
 *
 * @returns one outcome for each operation of each version
 */
export async function runGenerated({ url, liveKey, sandboxKey, seed, total }: Options): Promise<Outcome[]> {
  using connection = keptAlive(url);
  const random = seeded(seed);
  const unknown = unknownIds(seed);
  const versions = (await readPublished(url)).map((published) => ({ published, oracle: createOracle(published) }));
  const materials = versions.flatMap(({ published, oracle }) =>
    published.operations.map((operation) => makeMaterial(published, oracle, operation, seed)),
  );
  const publishedOf = new Map(versions.flatMap(({ published }) => published.operations.map((operation) => [operation, published])));
  const worlds = { live: await readWorld(connection, 'live', liveKey), sandbox: await readWorld(connection, 'sandbox', sandboxKey) };
  const outcomes = new Map(
    materials.map(({ operation }) => [
      operation,
      { title: `${operation.version} ${operation.id}`, counts: new Map<string, number>(), complaints: [] as string[] },
    ]),
  );

  for (const { material, kind, wrong } of random.shuffle(drafts(materials, total, random))) {
    const world = random.chance(LIVE[material.operation.id] ?? LIVE.any) ? worlds.live : worlds.sandbox;
    const made = kind === 'unfit' ? makeUnfit(material, world, unknown, random) : undefined;
    const request = wrong ? makeBroken(material, wrong, world, unknown, random) : (made ?? makeValid(material, world, unknown, random));
    const published = publishedOf.get(material.operation);
    const outcome = outcomes.get(material.operation);
    if (!published || !outcome) throw new Error(`Nobody has published ${material.operation.id}.`);
    const complaints = await exchange(connection, request, published, material);
    const answered = `${request.kind} ${request.status}`;
    outcome.counts.set(answered, (outcome.counts.get(answered) ?? 0) + 1);
    outcome.complaints.push(...complaints);
    if (material.operation.id === 'resetSandbox' && request.status === 200) worlds.sandbox = await readWorld(connection, 'sandbox', sandboxKey, world);
  }
  return [...outcomes.values()];
}

async function exchange(connection: KeptAlive, request: GeneratedRequest, published: Published, { oracle }: Material): Promise<string[]> {
  const { operation, what, path, query, headers, body } = request;
  const whole = query === '' ? path : `${path}?${query}`;
  const { authorization: _secret, ...shown } = headers;
  const sent = `${operation.method} ${whole} ${JSON.stringify(shown)} ${String(body ?? '')}`.slice(0, 2_000);
  const answer = await connection.send({ method: operation.method, path: whole, headers, body }).catch((error: Error) => error);
  if (answer instanceof Error) return [`a ${request.kind} request ${what} was not answered in HTTP: ${answer.message}\n  sent     ${sent}`];
  const complaints = judge(request, answer, published, oracle);
  if (complaints.length > 0)
    return [
      `a ${request.kind} request ${what}: ${complaints.join('; ')}\n  sent     ${sent}\n  answered ${answer.status} ${answer.body.toString('utf8').slice(0, 1_000)}`,
    ];
  if (request.replays) return []; // What it tells may have changed since.
  learn(request, answer);
  remember(request, answer);
  return [];
}

function drafts(materials: readonly Material[], total: number, random: Random): Draft[] {
  const capOf = ({ operation }: Material) => Math.ceil(((AT_MOST[operation.id] ?? Infinity) * total) / 1000 / 2);
  const spread = (count: number, kind: Draft['kind'], from: readonly Material[]): Draft[] => {
    const all: Draft[] = [];
    for (let round = 0; all.length < count; round += 1)
      all.push(...from.filter((material) => round < capOf(material)).map((material) => ({ material, kind })));
    return all;
  };
  const wrongs = materials.flatMap((material) => wrongsOf(material).map((wrong): Draft => ({ material, wrong, kind: 'broken' })));
  const chosen: Draft[] = [];
  const wanted = Math.ceil(total * (1 - VALID - UNFIT));
  while (chosen.length < wanted) chosen.push(...random.shuffle(wrongs).slice(0, wanted - chosen.length));

  const unfit = materials.filter(
    ({ bodies, query, namesBeside }) => query.has('cursor') || query.has('from') || bodies.some((body) => canBeUnfit(namesBeside(body))),
  );
  return [...spread(total * VALID, 'valid', materials), ...spread(total * UNFIT, 'unfit', unfit), ...chosen];
}
