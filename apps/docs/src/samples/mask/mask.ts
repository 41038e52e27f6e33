import { idMask } from './mask-ids.ts';
import { maskSecrets } from './mask-secrets.ts';
import { maskTimes } from './mask-times.ts';

/** A text that stands for another one while a program runs: what is shown, and what the server has. */
export type StandIn = readonly [shown: string, real: string];

interface Around {
  /** Where the text is: an operation or a page. */
  scope: string;
  /** Everything that must stay, since readers can look it up: the contract and the program. */
  known: string;
  standIns: readonly StandIn[];
  /** Where the server is: `http://127.0.0.1:40123`. */
  origin: string;
  /** When the program, or the first one of the page, began, in milliseconds since 1970. */
  began: number;
}

/** The server that `npm start` runs, which readers have in its place. */
const SHOWN_ORIGIN = 'http://127.0.0.1:3000';
const SHOWN_ETAG = '"vL1PZ6kGh2mJxqT0cYw9RtB4nVc"';
const VOLATILE = [
  { found: /http:\/\/127\.0\.0\.1:(?!3000\b)\d{4,5}\b/g, shown: 'http://127.0.0.1:8080' },
  { found: /"(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{27}"(?!:)/g, shown: SHOWN_ETAG },
  { found: /("?\bduration_ms"?: ?)\d+/g, shown: '$112' },
  // The seconds that are left of a window of an hour, which began with the first request.
  { found: /(;t=|-Reset: )35\d\d\b/gi, shown: '$13600' },
];

/**
 * Makes what turns a text that a program has printed, or a server has answered, into one that is the same after every run:
 * stand-ins as they are shown, secrets masked, and ids, times, tags and the places of servers always the same. A text is masked
 * when the program has just ended, unless it is said when that was.
 */
export function mask({ scope, known, standIns, origin, began }: Around): (text: string, ended?: number) => string {
  const maskIds = idMask(scope, (id) => known.includes(id));
  const backwards = standIns.toSorted(([, one], [, other]) => other.length - one.length);

  return (text, ended = Date.now()) => {
    const told = backwards.reduce((done, [shown, real]) => done.replaceAll(real, shown), text).replaceAll(origin, SHOWN_ORIGIN);
    const stable = VOLATILE.reduce((done, { found, shown }) => done.replace(found, shown), maskSecrets(told));
    return maskTimes(maskIds(stable), { began, ended }, (time) => known.includes(time));
  };
}
