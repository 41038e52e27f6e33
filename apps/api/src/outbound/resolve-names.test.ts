import { describe, expect, it } from 'vitest';
import { startNameServer } from '../../test/name-server.ts';
import { resolveNames } from './resolve-names.ts';

describe('resolveNames', () => {
  it.each([
    ['both families, IPv4 first', ['2606:4700::1111', '93.184.216.34'], ['93.184.216.34', '2606:4700::1111']],
    ['IPv4 alone', ['93.184.216.34', '1.1.1.1'], ['93.184.216.34', '1.1.1.1']],
    ['IPv6 alone', ['2606:4700::1111'], ['2606:4700::1111']],
  ])('gives %s', async (_, addresses, want) => {
    const { address } = await startNameServer(() => addresses);

    expect(await resolveNames([address])('hooks.example.com')).toEqual(want);
  });

  it('says that a name has no address', async () => {
    const { address } = await startNameServer(() => []);

    await expect(resolveNames([address])('hooks.example.com')).rejects.toThrow('The name hooks.example.com has no address.');
  });

  it('says that nobody answers', async () => {
    await expect(resolveNames(['127.0.0.1:1'])('hooks.example.com')).rejects.toThrow('The name hooks.example.com could not be resolved (ECONNREFUSED).');
  });

  it('asks again each time, and for the very name', async () => {
    const { address, asked } = await startNameServer(() => ['1.1.1.1']);
    const resolve = resolveNames([address]);
    await resolve('localhost.example.com');
    await resolve('localhost.example.com');

    expect(asked.toSorted()).toEqual(['A', 'A', 'AAAA', 'AAAA'].map((type) => `${type} localhost.example.com`));
  });

  it('lets names whose servers are silent hold up no other', async () => {
    const { address } = await startNameServer((name) => (name.startsWith('silent') ? undefined : ['1.1.1.1']));
    const resolve = resolveNames([address]);
    const silent = Array.from({ length: 50 }, (_, index) => resolve(`silent${index}.example.com`).catch(() => 'silent'));

    expect(await Promise.race([...silent, resolve('hooks.example.com')])).toEqual(['1.1.1.1']);
  });
});
