import { readAddress, readNetwork, unmapped } from './read-network.ts';
import type { Range } from './read-network.ts';

/**
 * Whether an address lies in one of some networks. An IPv4 peer of an IPv6 socket (`::ffff:192.0.2.1`, RFC 4291,
 * section 2.5.5.2) is an IPv4 one; what is no address lies nowhere.
 */
export function contains(networks: readonly string[], address: string): boolean {
  // The zone tells on which of the server's links the peer is, and nothing of its address.
  const peer = readAddress(address.replace(/%.*$/s, ''));

  return peer !== undefined && rangesOf(networks).some((range) => includes(range, unmapped(peer)));
}

/** Whether every address of a network lies in one of some others; what is no network lies nowhere. */
export function covers(networks: readonly string[], network: string): boolean {
  const { network: wanted } = readNetwork(network);

  return wanted !== undefined && areCovering(rangesOf(networks), wanted);
}

/**
 * Networks as they are kept, each once and in the order given.
 *
 * @throws Error for what is no network: leaving it out could leave none, which means everywhere.
 */
export function canonical(networks: readonly string[]): string[] {
  const texts = networks.map((text) => {
    const { network } = readNetwork(text);
    if (!network) throw new Error(`${JSON.stringify(text)} is no network; keyFaults says why before it comes this far.`);

    return network.text;
  });

  return [...new Set(texts)];
}

function rangesOf(networks: readonly string[]): Range[] {
  return networks.flatMap((text) => readNetwork(text).network ?? []);
}

function includes(outer: Range, inner: Range): boolean {
  const cut = BigInt(outer.width - outer.length);

  return outer.width === inner.width && outer.length <= inner.length && outer.first >> cut === inner.first >> cut;
}

function areCovering(ranges: readonly Range[], wanted: Range): boolean {
  if (ranges.some((range) => includes(range, wanted))) return true;

  // Neighbours may hold together what none of them holds alone.
  const inside = ranges.filter((range) => includes(wanted, range));
  return inside.length > 1 && halvesOf(wanted).every((half) => areCovering(inside, half));
}

function halvesOf({ width, length, first }: Range): Range[] {
  const second = first | (1n << BigInt(width - length - 1));

  return [first, second].map((start) => ({ width, length: length + 1, first: start }));
}
