import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLog } from './open-log.ts';

/** What nobody may find in a log: no text that fast-check makes by chance holds it. */
const SECRET = fc.string({ unit: fc.constantFrom(...'abcXYZ0189'), minLength: 8, maxLength: 30 }).map((rest) => `hunter2${rest}`);
/** What is allowed in a password of a URL as it may stand in a configuration, and in the value of a header. */
const ODD = fc.string({ unit: fc.constantFrom(...`aZ09!$&'()*+,;="<>[]{}|^%-._~@/\\`), maxLength: 8 });

/** Every way in which a secret is known to be one: a text that holds it. */
const TEXTS = fc.tuple(SECRET, ODD, fc.constantFrom('live', 'test'), fc.constantFrom('postgres', 'postgresql', 'redis', 'rediss')).chain(([secret, odd, kind, scheme]) =>
  fc.constantFrom(
    `sk_${kind}_${secret}`,
    `whsec_${secret}`,
    `${scheme}://ada:${odd}${secret}${odd}@db.test:5432/n`,
    `${scheme}://:${secret}@db.test/0`,
    `Authorization: Basic ${secret}`,
    `authorization: ${odd}${secret}`,
    `Cookie: sid=${odd}${secret}; a=b`,
    `set-cookie: sid=${secret}`,
    `Bearer ${secret}`,
    JSON.stringify({ Authorization: `${odd}${secret}` }),
    JSON.stringify({ headers: { cookie: `a="${secret}"` } }),
  ),
);
const HEADERS = fc.tuple(fc.constantFrom('Authorization', 'authorization', 'Proxy-Authorization', 'cookie', 'Set-Cookie'), fc.string(), SECRET).chain(([name, before, secret]) =>
  fc.constantFrom({ [name]: before + secret }, { [name]: [secret, before + secret] }, { headers: { [name]: before + secret, host: before } }),
);

/** Puts a secret somewhere into what is logged. */
const LOGGED = fc.tuple(TEXTS, HEADERS, fc.string(), fc.jsonValue()).chain(([text, headers, before, other]) => {
  const inside = `${before} ${text} ${before}`;
  return fc.constantFrom<[object, string]>(
    [{ other }, inside],
    [{ other, note: inside }, before],
    [{ [inside]: other }, before],
    [{ list: [other, [inside]], other }, before],
    [{ err: new Error(inside, { cause: new Error(inside) }) }, before],
    [{ err: Object.assign(new Error(before), { detail: inside, config: { url: inside, ...headers } }) }, before],
    [{ ...headers, other }, before],
    [{ request: headers, other }, before],
  );
});

it('whatever is logged: every line is JSON and holds no secret', () => {
  let written = '';
  const log = openLog({ logLevel: 'trace' }, { write: (line: string) => void (written += line) });

  fc.assert(
    fc.property(LOGGED, ([fields, message]) => {
      written = '';
      log.error(fields, message);
      log.child(fields).info(message);

      const lines = written.trimEnd().split('\n');
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ pid: process.pid });
      expect(written).not.toContain('hunter2');
    }),
    { numRuns: 1500 },
  );
});

it('whatever is logged without a secret is logged as it is, and nothing of what was logged before', () => {
  let written = '';
  const log = openLog({ logLevel: 'trace' }, { write: (line: string) => void (written += line) });

  fc.assert(
    fc.property(fc.string({ minLength: 1 }).map((name) => `a ${name}`), fc.jsonValue(), fc.string(), (name, value, message) => {
      fc.pre(!/sk_|whsec_|:\/\/|authorization|cookie|bearer|password/i.test(JSON.stringify([name, value, message])));
      written = '';
      log.info({ [name]: value }, message);
      const { level, time, pid, hostname, ...rest } = JSON.parse(written) as Record<string, unknown>;
      expect([level, typeof time, pid, typeof hostname]).toEqual([30, 'number', process.pid, 'string']);
      expect(rest).toEqual(JSON.parse(JSON.stringify({ [name]: value, msg: message })));
    }),
  );
});
