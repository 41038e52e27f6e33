import type { Rendered } from '../corridor/render.ts';
import type { Principal } from '../seams.ts';

/** A request that may be carried out once, however often its caller sends it. */
export interface RepeatableRequest<Caller extends Principal> {
  /** Whose it is: the same key from another caller is another request. */
  caller: Caller;
  /** What the caller sent as `Idempotency-Key`: 1 to 255 visible characters of ASCII. */
  key: string;
  /** What the request says, as one text: the same for the same request, another for any other. It can hold secrets. */
  text: string;
  /** The token that the caller has signed in with. */
  credential: string;
  /** Seconds for which a success is kept. */
  ttl: number;
  /** Whether the success holds a secret, so that nobody but who has the credential may read what is kept of it. */
  sealed: boolean;
}

/** What is kept of an answer: what is its own, and not what goes with every answer. */
export interface KeptAnswer extends Rendered {
  /** What the handler has said of the request with `label`, which is as true of its replays. */
  labels: Readonly<Record<string, string>>;
}

/** What became of a request that may be carried out once. */
export type Outcome =
  /** It was carried out now, or it was before. */
  | { isReplay: boolean; answer: KeptAnswer }
  /** The first one is not done. */
  | 'in_progress'
  /** What is kept under the key is the answer to another request. */
  | 'other_request'
  /** What is kept is the answer to this request, and this credential does not open it. */
  | 'other_credential';

/**
 * Carries out a request unless that was done before.
 *
 * @param act carries it out; its effect and what is kept of its answer must come about together or not at all. When it
 *   throws, nothing is kept, and what it has thrown is thrown.
 */
export type Repeat<Caller extends Principal> = (request: RepeatableRequest<Caller>, act: () => Promise<KeptAnswer>) => Promise<Outcome>;
