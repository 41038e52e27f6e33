import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { webhooks } from './index.ts';
import { examples } from './v1/events.gen.ts';

const secret = webhooks.generateSecret();
const names = Object.keys(examples) as (keyof typeof examples)[]; // Its keys are all that it has.

describe('a test delivery', () => {
  it.each(names)('of %s holds the contract’s example, and is believed', async (name) => {
    const { body, headers } = await webhooks.signTestDelivery(name, undefined, { secret });

    expect(await webhooks.unwrap(body, headers, secret)).toMatchObject({ event: name, data: examples[name] });
  });

  it('holds what the caller wants', async () => {
    const data = { ...examples['project.created'], name: 'mine' };
    const { body, headers } = await webhooks.signTestDelivery('project.created', data, { secret, id: 'evt_1', timestamp: new Date('2026-11-24T12:00:00.000Z') });

    expect(JSON.parse(body)).toEqual({ event: 'project.created', timestamp: '2026-11-24T12:00:00.000Z', data });
    expect(headers).toMatchObject({ 'webhook-id': 'evt_1', 'webhook-timestamp': '1795521600', 'content-type': 'application/json' });
  });

  it.each(['whsec_', 'secret', ''])('is not signed with %j', async (none) => {
    await expect(webhooks.signTestDelivery('project.created', undefined, { secret: none })).rejects.toThrow('whsec_');
  });
});

describe('unwrap', () => {
  it('tells events apart by their name', async () => {
    const { body, headers } = await webhooks.signTestDelivery('job.succeeded', undefined, { secret });
    const event = await webhooks.unwrap(new TextEncoder().encode(body), new Headers(headers), [webhooks.generateSecret(), secret]);

    expect(event.event === 'job.succeeded' && event.data.progress).toEqual(examples['job.succeeded'].progress);
  });

  it('rejects what is not to be believed', async () => {
    const { body, headers } = await webhooks.signTestDelivery('project.created', undefined, { secret });

    await expect(webhooks.unwrap(`${body} `, headers, secret)).rejects.toThrow(webhooks.WebhookVerificationError);
    await expect(webhooks.unwrap(body, headers, webhooks.generateSecret())).rejects.toMatchObject({ reason: 'no_matching_signature' });
  });

  it('rejects what is too old, by as much as the caller says', async () => {
    const { body, headers } = await webhooks.signTestDelivery('project.created', undefined, { secret, timestamp: new Date(Date.now() - 1_000_000) });

    await expect(webhooks.unwrap(body, headers, secret)).rejects.toMatchObject({ reason: 'too_old' });
    expect(await webhooks.unwrap(body, headers, secret, { toleranceSeconds: 2000 })).toMatchObject({ event: 'project.created' });
  });
});

describe('bundled', () => {
  it('they need nothing of Node', async () => {
    expect(await bundled("export * from './webhooks.ts'")).not.toMatch(/node:|\bBuffer\b|\brequire\(/);
  });

  it('they are not in a program that only calls the API', async () => {
    const program = await bundled("import { Client } from './index.ts'; new Client()");

    expect(program).not.toContain('webhook-signature');
    expect(program).not.toContain(examples['user.created'].id);
  });
});

/** A program as a bundler for any platform writes it. */
async function bundled(contents: string): Promise<string> {
  const stdin = { contents, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ bundle: true, minify: true, write: false, format: 'esm', platform: 'neutral', conditions: ['source'], mainFields: ['main'], stdin });
  return outputFiles.map(({ text }) => text).join('');
}
