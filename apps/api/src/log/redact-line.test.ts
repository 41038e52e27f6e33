import { describe, expect, it } from 'vitest';
import { redactLine } from './redact-line.ts';

const TOKEN = 'hunter2hunter2';
const KEY = `sk_live_${TOKEN}`;

/** What is logged, and what is left of it. */
const CASES: readonly [name: string, logged: object, want: object][] = [
  ['a key in a message', { msg: `refused ${KEY}.` }, { msg: 'refused sk_live_[redacted].' }],
  ['a key of the sandbox', { msg: `sk_test_${TOKEN}` }, { msg: 'sk_test_[redacted]' }],
  ['a key as the name of a field', { [KEY]: 1 }, { 'sk_live_[redacted]': 1 }],
  ['a secret of a webhook', { a: { secret: 'whsec_hunter2+/hunter2=' } }, { a: { secret: 'whsec_[redacted]' } }],
  ['a header', { headers: { authorization: TOKEN, host: 'h' } }, { headers: { authorization: '[redacted]', host: 'h' } }],
  ['a header with quotes in it', { 'Proxy-Authorization': `Digest u="${TOKEN}"`, a: 1 }, { 'Proxy-Authorization': '[redacted]', a: 1 }],
  ['a cookie', { cookie: `sid=${TOKEN}; a=b`, b: 2 }, { cookie: '[redacted]', b: 2 }],
  ['several cookies', { 'set-cookie': [`sid=${TOKEN}; Path=/]`, `b="${TOKEN}"`], c: 3 }, { 'set-cookie': '[redacted]', c: 3 }],
  ['parsed cookies', { cookies: { sid: TOKEN, b: `}"${TOKEN}` }, d: 4 }, { cookies: '[redacted]', d: 4 }],
  ['raw headers', { raw: ['Host', 'h', 'Cookie', TOKEN, 'X', 'y'] }, { raw: ['Host', 'h', 'Cookie', '[redacted]', 'X', 'y'] }],
  ['lines of a request in a text', { msg: `GET /\r\nAuthorization: Basic ${TOKEN}\r\nHost: h` }, { msg: 'GET /\r\nAuthorization: [redacted]\r\nHost: h' }],
  ['JSON in a text, and what follows it', { msg: `got ${JSON.stringify({ cookie: TOKEN, a: 1 })}` }, { msg: 'got {"cookie":"[redacted]' }],
  ['a token in a text', { msg: `sent Bearer ${TOKEN}, refused` }, { msg: 'sent Bearer [redacted], refused' }],
  ['a database', { msg: `at postgresql://ada:${TOKEN}@db:5432/n?a=b` }, { msg: 'at postgresql://ada:[redacted]@db:5432/n?a=b' }],
  ['a Redis without a user', { url: `rediss://:${TOKEN}@h:6379/0` }, { url: 'rediss://:[redacted]@h:6379/0' }],
  ['a password with what should have been encoded', { url: `postgres://u:hun"ter2@/hunter2@h/n` }, { url: 'postgres://u:[redacted]@h/n' }],
  ['a password beside the address', { url: `postgresql:///n?host=/run&password=${TOKEN}&a=b` }, { url: 'postgresql:///n?host=/run&password=[redacted]&a=b' }],
  ['any other URL', { msg: `https://u:${TOKEN}@h/x` }, { msg: 'https://u:[redacted]@h/x' }],
  ['all at once', { msg: `${KEY} redis://:${TOKEN}@h`, a: [KEY] }, { msg: 'sk_live_[redacted] redis://:[redacted]@h', a: ['sk_live_[redacted]'] }],
];

describe('takes out', () => {
  it.each(CASES)('%s', (_, logged, want) => {
    expect(JSON.parse(redactLine(JSON.stringify(logged)))).toEqual(want);
  });
});

describe('leaves alone', () => {
  it.each([
    ['a request', { operation: 'listProjects', path: '/v1/projects', status: 200, caller: 'acc_1/live' }],
    ['a URL without a password', { msg: 'Plumbline is ready at http://127.0.0.1:3000, mail ops@example.com' }],
    ['a database without one', { msg: 'postgresql://ada@db:5432/n and redis://h:6379/0 and postgres://db:5432/n' }],
    ['an address behind a port', { msg: 'http://127.0.0.1:3000/users/ada@example.com' }],
    ['a word that only begins like one', { msg: 'the bearer of news, a risk_live, cookiecutter' }],
  ])('%s', (_, logged) => {
    expect(JSON.parse(redactLine(JSON.stringify(logged)))).toEqual(logged);
  });
});
