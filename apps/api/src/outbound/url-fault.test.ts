import { describe, expect, it } from 'vitest';
import { urlFault } from './url-fault.ts';

const STRICT = { allowLoopback: false, extraPorts: [] };
const DEVELOPMENT = { allowLoopback: true, extraPorts: [8443] };

describe('urlFault', () => {
  it.each([
    'https://hooks.example.com',
    'https://hooks.example.com/a?b=c#d',
    'https://hooks.example.com:443/',
    'https://hooks.example.com:80/',
    'https://bücher.example/',
    'https://93.184.216.34/',
    'https://[2606:4700::1111]/',
    'https://localhost.example.com/',
    'https://mylocalhost/',
    'HTTPS://HOOKS.EXAMPLE.COM/',
  ])('lets %s be tried', (url) => {
    expect(urlFault(url, STRICT)).toBeUndefined();
    expect(urlFault(url, DEVELOPMENT)).toBeUndefined();
  });

  it.each(['http://localhost:3001/a', 'http://127.0.0.1:22/', 'http://[::1]:8080/', 'http://hooks.localhost/', 'https://hooks.example.com:8443/'])(
    'lets %s be tried where the operator allows it',
    (url) => {
      expect(urlFault(url, STRICT)).toBeDefined();
      expect(urlFault(url, DEVELOPMENT)).toBeUndefined();
    },
  );

  it.each([
    ['hooks.example.com', 'It is no URL.'],
    ['http://hooks.example.com/', 'It has to begin with https://.'],
    ['https://ada:hunter2@hooks.example.com/', 'There must be no user name and no password in it.'],
    ['https://hooks.example.com./', 'The host must not end with a dot.'],
    ['https://hooks.example.com:22/', 'Port 22 is not allowed; 443, 80 are.'],
    ['https://0x0a.1/', 'The address 10.0.0.1 is not public (private).'],
    ['https://localhost/', 'It leads to this machine itself.'],
    ['http://localhost/', 'It leads to this machine itself. For development, WEBHOOK_ALLOW_LOOPBACK=true allows that.'],
  ])('says of %s: %s', (url, want) => {
    expect(urlFault(url, STRICT)).toBe(want);
  });

  it('names the ports that the operator has added', () => {
    expect(urlFault('https://hooks.example.com:22/', DEVELOPMENT)).toBe('Port 22 is not allowed; 443, 80, 8443 are.');
  });

  it('allows https to this machine in no case', () => {
    expect(urlFault('https://localhost:8443/', DEVELOPMENT)).toBe('It leads to this machine itself.');
    expect(urlFault('https://127.0.0.1:8443/', DEVELOPMENT)).toBe('The address 127.0.0.1 is not public (loopback).');
  });
});
