import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The addresses that begin with the same bits. */
export interface Range {
  /** How many bits an address has: 32 for IPv4, 128 for IPv6. */
  width: number;
  /** How many of the bits are the same in all of them. */
  length: number;
  first: bigint;
}

/** A range as it is written in CIDR notation (RFC 4632, section 3.1, and RFC 4291, section 2.3). */
export interface Network extends Range {
  /** As it is kept and shown: `192.0.2.0/24`, and IPv6 as RFC 5952 writes it. */
  text: string;
}

const DOTTED = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
const EXPECTED =
  'write an address or a network, such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32; IPv4 has four decimal numbers without leading zeros';

/**
 * Reads a network; an address alone is the network that holds nothing else. What readers disagree on is refused:
 * IPv4 in octal, in hexadecimal, in fewer than four numbers or mapped into IPv6, zone ids, and bits behind the length.
 *
 * @returns the network, or the reason why it is none, which says what to write instead.
 */
export function readNetwork(text: string): { network: Network } | { network: undefined; reason: string } {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  if (address.includes('%')) return refused('leave the zone id out: it means something on one machine only');
  const alone = readAddress(address);
  if (!alone) return refused(EXPECTED);

  const { width, first } = alone;
  const length = slash < 0 ? width : lengthOf(text.slice(slash + 1), width);
  if (length === undefined) return refused(`the length behind the slash is a number from 0 to ${width}, without leading zeros`);

  const range = { width, length, first: cleared(first, width - length) };
  if (range.first !== first) return refused(`bits are set behind its first ${length}: write ${textOf(range)}`);
  if (isMapped(range)) return refused(`it is IPv4 written as IPv6: write ${textOf(unmapped(range))}`);

  return { network: { ...range, text: textOf(range) } };
}

/** Reads an address, without a zone id, as the range that holds nothing else; undefined for what is none. */
export function readAddress(text: string): Range | undefined {
  if (isIP(text) === 0) return undefined;

  // ipaddr.js takes ::192.0.2.7 for the mapped ::ffff:192.0.2.7, which is another address (RFC 4291, section 2.5.5).
  const bytes = ipaddr.parse(text.includes(':') ? text.replace(DOTTED, asGroups) : text).toByteArray();
  const width = bytes.length * 8;

  return { width, length: width, first: BigInt(`0x${Buffer.from(bytes).toString('hex')}`) };
}

/** The IPv4 addresses that a range of mapped ones stands for (RFC 4291, section 2.5.5.2), and any other range as it is. */
export function unmapped(range: Range): Range {
  return isMapped(range) ? { width: 32, length: range.length - 96, first: BigInt.asUintN(32, range.first) } : range;
}

function asGroups(_: string, ...numbers: string[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = numbers.map(Number);

  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function lengthOf(text: string, width: number): number | undefined {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= width ? Number(text) : undefined;
}

function cleared(bits: bigint, count: number): bigint {
  return (bits >> BigInt(count)) << BigInt(count);
}

function isMapped({ width, length, first }: Range): boolean {
  return width === 128 && length >= 96 && first >> 32n === 0xffffn;
}

function textOf({ width, length, first }: Range): string {
  const address = ipaddr.fromByteArray([...Buffer.from(first.toString(16).padStart(width / 4, '0'), 'hex')]);

  return `${'toRFC5952String' in address ? address.toRFC5952String() : address.toString()}/${length}`;
}

function refused(reason: string): { network: undefined; reason: string } {
  return { network: undefined, reason };
}
