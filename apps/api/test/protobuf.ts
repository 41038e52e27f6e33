/** What a field of a message holds: a number, or octets that are a text, a message or anything else. */
export type Value = number | Uint8Array;

/** A message whose schema is not needed to tell its fields apart: every value of each field, by its number. */
export type Message = ReadonlyMap<number, readonly Value[]>;

/**
 * Reads a message of Protocol Buffers (protobuf.dev/programming-guides/encoding).
 *
 * @throws Error when it is cut off or has a group, which nobody sends any more.
 */
export function readMessage(octets: Uint8Array): Message {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const fields = new Map<number, Value[]>();
  let at = 0;

  const varint = () => {
    for (let value = 0, place = 1; ; place *= 128) {
      const octet = view.getUint8(at);
      at += 1;
      value += (octet % 128) * place;
      if (octet < 128) return value;
    }
  };
  const taken = (length: number) => {
    if (at + length > octets.length) throw new Error('The message is cut off.');
    at += length;
    return octets.subarray(at - length, at);
  };
  const value = (type: number): Value => {
    if (type === 0) return varint();
    if (type === 1) return Number(view.getBigUint64((at += 8) - 8, true));
    if (type === 2) return taken(varint());
    if (type === 5) return view.getUint32((at += 4) - 4, true);
    throw new Error(`The message has a field of the type ${type}.`);
  };

  while (at < octets.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    fields.set(number, [...(fields.get(number) ?? []), value(tag % 8)]);
  }
  return fields;
}

/** The messages that a field holds. */
export const messagesOf = (message: Message, field: number): Message[] => octetsOf(message, field).map(readMessage);

/** The texts that a field holds. */
export const textsOf = (message: Message, field: number): string[] => octetsOf(message, field).map((octets) => new TextDecoder().decode(octets));

/** What a field holds, in hexadecimal digits. */
export const hexOf = (message: Message, field: number): string => octetsOf(message, field).map((octets) => Buffer.from(octets).toString('hex')).join('');

/** The last number that a field holds, and 0 where there is none. */
export const numberOf = (message: Message, field: number): number => message.get(field)?.findLast((value) => typeof value === 'number') ?? 0;

function octetsOf(message: Message, field: number): Uint8Array[] {
  return (message.get(field) ?? []).filter((value) => typeof value !== 'number');
}
