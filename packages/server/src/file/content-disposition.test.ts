import { describe, expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

describe('contentDisposition', () => {
  it.each([
    ['job_1.csv', 'attachment; filename="job_1.csv"'],
    ['two words.csv', 'attachment; filename="two words.csv"'],
    ['it\'s (1).csv', 'attachment; filename="it\'s (1).csv"'],
    ['Übersicht.csv', "attachment; filename=\"_bersicht.csv\"; filename*=UTF-8''%C3%9Cbersicht.csv"],
    ['東京.csv', "attachment; filename=\"__.csv\"; filename*=UTF-8''%E6%9D%B1%E4%BA%AC.csv"],
    ['🛰.csv', "attachment; filename=\"_.csv\"; filename*=UTF-8''%F0%9F%9B%B0.csv"],
    // RFC 6266, appendix D: some decode a percent-encoding that is none.
    ['100%41.csv', "attachment; filename=\"100_41.csv\"; filename*=UTF-8''100%2541.csv"],
    ["é'()*!~.csv", "attachment; filename=\"_'()_!~.csv\"; filename*=UTF-8''%C3%A9%27%28%29_!~.csv"],
    ['a"b\\c/d.csv', 'attachment; filename="a_b_c_d.csv"'],
    ['../../etc/passwd', 'attachment; filename="__.._etc_passwd"'],
    ['.profile', 'attachment; filename="_profile"'],
    ['a.csv. ', 'attachment; filename="a.csv_"'],
    ['a\r\nSet-Cookie: b=1', 'attachment; filename="a__Set-Cookie_ b=1"'],
    ['a\u0000\u007f\u0085.csv', 'attachment; filename="a___.csv"'],
    ['a\u202evsc.exe', 'attachment; filename="a_vsc.exe"'],
    ['\ud800.csv', "attachment; filename=\"_.csv\"; filename*=UTF-8''%EF%BF%BD.csv"],
    ['', 'attachment; filename="_"'],
    ['..', 'attachment; filename="_"'],
  ])('names %j', (name, want) => {
    expect(contentDisposition(name)).toBe(want);
  });
});
