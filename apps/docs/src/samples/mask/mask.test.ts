import { describe, expect, it } from 'vitest';
import { mask } from './mask.ts';
import { SHOWN_NOW } from './mask-times.ts';

const NOW = Date.parse('2031-07-14T23:58:31.250Z');
const ORIGIN = 'http://127.0.0.1:40123';
const KNOWN = 'prj_4GhT9sKq2LmN8vRxYbZ1Wc 2026-03-06T12:00:00.000Z whk_3FvN8xQs5KdR7mZc2WtJ9b';
const WEBHOOK = 'whk_aaaaaaaaaaaaaaaaaaaaaa';
const ETAG = '"vL1PZ6kGh2mJxqT0cYw9RtB4nVc"';

const masked = (text: string, scope = 'page', took = 0) =>
  mask({ scope, known: KNOWN, standIns: [['whk_3FvN8xQs5KdR7mZc2WtJ9b', WEBHOOK]], origin: ORIGIN, began: NOW })(text, NOW + took);

describe('mask', () => {
  it.each([
    ['ids of the contract stay', 'prj_4GhT9sKq2LmN8vRxYbZ1Wc', 'prj_4GhT9sKq2LmN8vRxYbZ1Wc'],
    ['what stood in is shown as the contract has it', `/v1/webhooks/${WEBHOOK}`, '/v1/webhooks/whk_3FvN8xQs5KdR7mZc2WtJ9b'],
    ['keys', 'Bearer sk_test_Xm4nAeuSl8xgkc8nM2Q and sk_live_abcdefg', 'Bearer sk_test_… and sk_live_…'],
    ['what is masked already', 'sk_test_… whsec_… v1,…', 'sk_test_… whsec_… v1,…'],
    ['secrets of webhooks', '"whsec_ZXhhbXBsZS1zZWNyZXQ/dGhhdC1zaWducy1ub3Ro+W4="', '"whsec_…"'],
    ['signatures', `webhook-signature: v1,${'a/+9'.repeat(10)}abc=`, 'webhook-signature: v1,…'],
    ['tags', 'ETag: "veXHsLcJivaM4Zw4NiR-D_h7fOb"', `ETag: ${ETAG}`],
    ['tags of a weak kind', 'W/"veXHsLcJivaM4Zw4NiR-D_h7fOb"', `W/${ETAG}`],
    ['names of members are no tags', '{"aNameThatHas27CharactersInI":1}', '{"aNameThatHas27CharactersInI":1}'],
    ['the server', `${ORIGIN}/docs/errors/`, 'http://127.0.0.1:3000/docs/errors/'],
    ['another server', 'http://127.0.0.1:51234/hooks', 'http://127.0.0.1:8080/hooks'],
    ['durations', '"duration_ms": 1843, duration_ms: 7', '"duration_ms": 12, duration_ms: 12'],
    ['times of the contract stay', '2026-03-06T12:00:00.000Z', '2026-03-06T12:00:00.000Z'],
    ['now', '2031-07-14T23:58:31.250Z', '2026-03-08T08:00:00.000Z'],
    ['a minute later', '2031-07-14T23:59:30.000Z', '2026-03-08T08:00:00.000Z'],
    ['in an hour', '2031-07-15T00:58:34.417Z', '2026-03-08T09:00:00.000Z'],
    ['a day ago', '2031-07-13T23:58:31.250Z', '2026-03-07T08:00:00.000Z'],
    ['the whole hour', '2031-07-14T23:00:00.000Z', '2026-03-08T08:00:00.000Z'],
    ['a midnight', '2031-07-12T00:00:00.000Z', '2026-03-06T00:00:00.000Z'],
    ['today and yesterday', '"2031-07-14","2031-07-13"', '"2026-03-08","2026-03-07"'],
    ['days of another year', '1999-12-31', '1999-12-31'],
    ['dates of HTTP', 'Date: Mon, 14 Jul 2031 23:58:33 GMT', 'Date: Sun, 08 Mar 2026 08:00:00 GMT'],
    ['seconds since 1970', `webhook-timestamp: ${Math.floor(NOW / 1_000)}`, `webhook-timestamp: ${SHOWN_NOW / 1_000}`],
    ['milliseconds since 1970', `at ${NOW + 17}`, `at ${SHOWN_NOW}`],
    ['numbers that are no times', '1000000000 12345', '1000000000 12345'],
    ['what is left of an hour', '"hourly";r=999;t=3598, "burst";r=99;t=1', '"hourly";r=999;t=3600, "burst";r=99;t=1'],
  ])('%s', (_name, text, want) => {
    expect(masked(text)).toBe(want);
  });

  it('takes all that happens while a slow machine runs a page for now, and counts what is to come from its end', () => {
    expect(masked('2031-07-15T00:03:10.000Z', 'page', 5 * 60_000)).toBe('2026-03-08T08:00:00.000Z');
    expect(masked('2031-07-15T01:03:10.000Z', 'page', 5 * 60_000)).toBe('2026-03-08T09:00:00.000Z');
    expect(masked('2031-07-15T00:08:10.000Z')).toBe('2026-03-08T08:10:00.000Z');
  });

  it('makes ids the same after every run, and keeps what is the same apart from what is not', () => {
    const run = (one: string, other: string) => masked(`{"id":"${one}","request_id":"req_sdzwJOQf_MtnKdnxD-cFdg","for":["${other}","${one}"]}`);
    const first = run('prj_aaaaaaaaaaaaaaaaaaaaaa', 'prj_bbbbbbbbbbbbbbbbbbbbbb');

    expect(run('prj_zzzzzzzzzzzzzzzzzzzzzz', 'prj_yyyyyyyyyyyyyyyyyyyyyy')).toBe(first);
    expect(first).toMatch(/^\{"id":"(prj_\w{22})","request_id":"req_\w{22}","for":\["(?!\1)prj_\w{22}","\1"\]\}$/);
    expect(masked('7c9e6679-7425-40de-944b-e07fc1f90ae7')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('gives other ids on another page, and those of before when it is run again', () => {
    const id = 'prj_aaaaaaaaaaaaaaaaaaaaaa';
    expect(masked(id, 'other')).not.toBe(masked(id));
    expect(masked(id)).toBe(masked(id));
  });

  it('changes nothing of what it has made itself', () => {
    const once = masked('prj_aaaaaaaaaaaaaaaaaaaaaa sk_test_Xm4nAeuSl8xgkc8nM2Q "veXHsLcJivaM4Zw4NiR-D_h7fOb"');
    expect(mask({ scope: 'page', known: once, standIns: [], origin: ORIGIN, began: SHOWN_NOW })(once, SHOWN_NOW)).toBe(once);
  });
});
