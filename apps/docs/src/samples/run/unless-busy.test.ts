import { describe, expect, it, vi } from 'vitest';
import { metBusyServer, unlessBusy } from './unless-busy.ts';

describe('unlessBusy', () => {
  it.each([
    ['does once what is not refused', ['fine'], 'fine', 1],
    ['does again what is', ['busy', 'busy', 'fine'], 'fine', 3],
    ['gives up at last', Array.from({ length: 20 }, () => 'busy'), 'busy', 8],
  ])('%s', async (_name, results, want, tries) => {
    vi.useFakeTimers();
    let tried = 0;
    const run = unlessBusy(async () => results[tried++], (result) => result === 'busy');
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect([await run, tried]).toEqual([want, tries]);
  });
});

describe('metBusyServer', () => {
  const ran = { text: '', values: [], answers: [] };
  it.each([
    ['by a status', { ...ran, answers: [{ status: 200, headers: [] }, { status: 503, headers: [] }] }, true],
    ['by an error that was thrown', { ...ran, failure: 'ServiceUnavailableCodeError: busy (getUser: 503 service_unavailable)' }, true],
    ['not by another error', { ...ran, failure: '404 project_not_found', answers: [{ status: 404, headers: [] }] }, false],
  ])('%s', (_name, of, want) => {
    expect(metBusyServer(of)).toBe(want);
  });
});
