/** How much of an export was found, and how much of that has been written. */
export interface Counts {
  found: number;
  written: number;
}

/** Characters of a piece, from which on it is put away. */
const SIZE = 64 * 1024;

/**
 * Collects text and puts it away in pieces of some 64 KiB, numbered from 0 on, each of whole lines.
 *
 * @param put puts one piece away, with how much there is up to then
 */
export function pieces(put: (number: number, piece: string, counts: Counts) => Promise<unknown>) {
  let number = 0;
  let text = '';
  let waiting = 0;
  const counts: Counts = { found: 0, written: 0 };

  const putAway = async () => {
    if (text === '') return;
    counts.written += waiting;
    await put(number, text, { ...counts });
    number += 1;
    text = '';
    waiting = 0;
  };

  return {
    /** Counts objects that will be written. */
    found(count: number): void {
      counts.found += count;
    },
    /** @param objects how many objects it is */
    async write(line: string, objects: number): Promise<void> {
      text += line;
      waiting += objects;
      if (text.length >= SIZE) await putAway();
    },
    /** Puts away what is left. */
    end: putAway,
  };
}
