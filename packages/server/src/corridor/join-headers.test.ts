import { describe, expect, it } from 'vitest';
import { joinHeaders } from './join-headers.ts';

describe('joinHeaders', () => {
  it.each([
    ['both', { A: '1' }, { B: '2' }, { A: '1', B: '2' }],
    ['those of the answer where both have one', { A: '1' }, { A: '2' }, { A: '2' }],
    ['both links', { Link: '</a>' }, { Link: '</b>' }, { Link: '</b>, </a>' }],
    ['the one link that there is', { Link: '</a>' }, {}, { Link: '</a>' }],
    ['the other link that there is', {}, { Link: '</b>' }, { Link: '</b>' }],
    ['those of the request alone', { A: '1' }, undefined, { A: '1' }],
  ])('has %s', (_, common, own, want) => {
    expect(joinHeaders(common, own)).toEqual(want);
  });
});
