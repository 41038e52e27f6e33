import type { Random } from './random.ts';

// What the contract says of the URL of a webhook, and no keyword can: HTTPS on port 443 or 80 of a public address, without
// credentials.

/** The beginnings of URLs that events may be sent to. */
const PUBLIC = [
  'https://hooks.example.com',
  'https://hooks.example.com:443',
  'https://hooks.example.com:80',
  'https://HOOKS.example.com',
  'https://a.b.c.example',
  'https://xn--bcher-kva.example',
  'https://localhost.example.com',
  'https://8.8.8.8',
  'https://93.184.216.34:443',
  'https://[2606:4700:4700::1111]',
];
const OTHERS = [
  // Of another scheme, or with credentials.
  'http://hooks.example.com/',
  'http://8.8.8.8/',
  'https://user@hooks.example.com/',
  'https://user:pw@hooks.example.com/',
  'https://:pw@hooks.example.com/',
  // On another port.
  'https://hooks.example.com:8443/',
  'https://hooks.example.com:22/',
  'https://hooks.example.com:65535/',
  'https://hooks.example.com:0/',
  // Of this machine, or of its network (RFC 6890), however the address is written.
  'https://localhost/',
  'https://a.localhost/',
  'https://LOCALHOST./',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1:443/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a00:1]/',
  'https://[::ffff:1.1.1.1]/',
  'https://[64:ff9b::10.0.0.1]/',
  'https://[fe80::1]/',
  'https://[fd00::1]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
];

/** A URL that events may be sent to, with the path and the query of another. */
export function fittedUrl(url: string, random: Random): string {
  return url.replace(/^[^:]*:(?:\/\/)?[^/?#]*/, () => random.pick(PUBLIC)).slice(0, 2_000);
}

/** A URL by its schema that nothing may be sent to. */
export function unfitUrl(random: Random): string {
  return random.pick(OTHERS);
}
