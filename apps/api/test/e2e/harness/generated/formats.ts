import * as fc from 'fast-check';

const word = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...'abcxyzABC019'), minLength: min, maxLength: max });

/** Addresses by RFC 5322's dot-atom, with labels by RFC 1035: up to 64 octets before the sign and 254 in all. */
const emails = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...`abcdefXYZ0123456789!#$%&'*+-/=?^_\`{|}~`), minLength: 8, maxLength: 30 }),
    fc.array(word(1, 20), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('com', 'org', 'example', 'museum', 'xn--p1ai'),
    fc.constantFrom(0, 0, 0, 0, 253, 254),
  )
  .map(([local, labels, top, length]) => longEmail(`${local}@${labels.join('.')}`, top, length));

function longEmail(start: string, top: string, length: number): string {
  let text = start;
  while (text.length + top.length + 65 <= length) text += `.${'d'.repeat(60)}`;
  const missing = length - text.length - top.length - 1;
  if (missing > 1) text += `.${'e'.repeat(Math.min(missing - 1, 60))}`;
  return `${text}.${top}`;
}

const hosts = fc.constantFrom('example.com', 'a.b.c.example', 'localhost', '127.0.0.1', '[2001:db8::1]', 'xn--bcher-kva.example', 'EXAMPLE.com');
const tails = fc.constantFrom('', '/', '/a/b;c=1', '/%F0%9F%94%91', '/?q=%20&x=a+b', '#top', '/?', "/~user/!$&'()*+,;=:@", '?a=b#c');
const schemes = fc.constantFrom('https', 'http', 'https', 'http', 'ftp', 'urn', 'HTTPS');

/** URIs by RFC 3986, of the schemes that a web hook would have and of others. */
const uris = fc
  .tuple(
    schemes,
    fc.constantFrom('', '', 'user@', 'user:pw@'),
    hosts,
    fc.constantFrom('', '', ':80', ':65535', ':'),
    tails,
    fc.constantFrom(0, 0, 0, 1999, 2000),
  )
  .map(([scheme, user, host, port, tail, length]) => {
    const text = scheme === 'urn' ? `urn:example:a${tail.startsWith('#') ? '' : '1'}` : `${scheme}://${user}${host}${port}${tail}`;
    return text.length >= length || text.includes('#')
      ? text
      : `${text}${text.includes('?') || tail.includes('/') ? '' : '/'}${'p'.repeat(length)}`.slice(0, length);
  });

const two = (min: number, max: number) =>
  fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max })).map((number) => String(number).padStart(2, '0'));
const zones = fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+23:59', '-23:59', '+05:45', '-08:00');
const fractions = fc.constantFrom('', '.0', '.5', '.123', '.999', '.9999', '.123456789', `.${'0'.repeat(30)}1`);
const years = fc.oneof(fc.constantFrom('0000', '0001', '1582', '1969', '1970', '2038', '9999'), fc.integer({ min: 1000, max: 9999 }).map(String));
const leapSeconds = fc.constantFrom('2016-12-31T23:59:60Z', '2030-06-30T23:59:60.5Z', '2017-01-01T05:44:60+05:45', '1990-12-31T15:59:60-08:00');
const days = fc.oneof(
  fc.tuple(years, two(1, 12), two(1, 28)),
  fc.constant(['2028', '02', '29'] as const),
  fc.constant(['2027', '12', '31'] as const),
);

/** Moments by RFC 3339, 5.6, of the first year to the last and leap seconds among them. */
const dateTimes = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(days, fc.constantFrom('T', 'T', 't', ' '), two(0, 23), two(0, 59), two(0, 59), fractions, zones)
      .map(
        ([[year, month, day], between, hour, minute, second, fraction, zone]) =>
          `${year}-${month}-${day}${between}${hour}:${minute}:${second}${fraction}${zone}`,
      ),
  },
  { weight: 1, arbitrary: leapSeconds },
);

/** Texts of a format; `password` is a hint and no format (OpenAPI 3.1, 4.4). */
export const FORMATS: Record<string, fc.Arbitrary<string>> = { email: emails, uri: uris, 'date-time': dateTimes };

/** Texts that nearly have a format; what has it all the same is sorted out by who knows. */
export const NEARLY: Record<string, readonly string[]> = {
  email: [
    'ada',
    '@example.com',
    'ada@',
    'a b@example.com',
    'ada@@example.com',
    'ada@example..com',
    'ada@-example.com',
    '.ada@example.com',
    'ada@exam ple.com',
    'Ada <ada@example.com>',
    'ada@ä.example',
    '🔑@example.com',
    '',
  ],
  uri: [
    'https:// no uri',
    'http://[::1',
    'https://a b',
    'http://ä.example',
    'https://example.com/%zz',
    'https://example.com/\n',
    'http://example.com/🔑',
    'http://<a>',
    'example.com',
    '//example.com',
    '',
  ],
  'date-time': [
    'tomorrow',
    '2027-02-30T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-01-01T24:00:00Z',
    '2027-01-01T00:60:00Z',
    '2027-01-01T00:00:00',
    '2027-01-01',
    '2027-1-1T00:00:00Z',
    '2027-01-01T00:00:00.Z',
    '2027-01-01T00:00:00+0100',
    '27-01-01T00:00:00Z',
    '2027-01-01T12:00:60Z',
    '+02027-01-01T00:00:00Z',
    '1798761600',
    '2027-01-01T00:00:00Z ',
    '',
  ],
};
